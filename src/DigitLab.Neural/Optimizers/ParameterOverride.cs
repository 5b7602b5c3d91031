namespace DigitLab.Neural;

/// <summary>Other settings for some of a network's parameters; what is null stays as for all.</summary>
/// <param name="Parameters">Their names, with <c>*</c> for any letters and <c>?</c> for one: <c>conv1.*</c>, <c>*.bias</c>.</param>
/// <param name="LearningRateFactor">What the learning rate is multiplied by; 0 freezes them.</param>
/// <param name="WeightDecay">Their weight decay, biases and scales included.</param>
/// <param name="L1">Their L1 penalty.</param>
/// <param name="MaxNorm">Their largest norm per output; 0 for none.</param>
public sealed record ParameterOverride(
    string Parameters, double? LearningRateFactor = null, double? WeightDecay = null, double? L1 = null, double? MaxNorm = null);
