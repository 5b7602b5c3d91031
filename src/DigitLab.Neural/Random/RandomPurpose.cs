namespace DigitLab.Neural;

/// <summary>What random numbers are drawn for; draws for different purposes never meet, however many there are.</summary>
/// <remarks>The numbers are part of what makes a run repeatable: add to the list, never renumber it.</remarks>
public enum RandomPurpose
{
    /// <summary>Initial weights; the sample is the parameter's place in the network.</summary>
    Weights = 0,

    /// <summary>The order of the training digits in an epoch.</summary>
    Shuffle = 1,

    /// <summary>The split of the data into parts.</summary>
    Split = 2,

    /// <summary>Augmentation of a training digit.</summary>
    Augmentation = 3,

    /// <summary>Dropout masks.</summary>
    Dropout = 4,

    /// <summary>Synthetic digits; the sample is the digit's number.</summary>
    Synthetic = 5,

    /// <summary>Whatever a test or a benchmark draws.</summary>
    Test = 6,

    /// <summary>Which digits are mixed, and in what shares; the sample is the digit's place in its dataset.</summary>
    Mixing = 7,

    /// <summary>Rendered pages and pictures; the sample is the page's number.</summary>
    Page = 8,

    /// <summary>Where a search in the data begins, such as that for principal components.</summary>
    Insight = 16,
}
