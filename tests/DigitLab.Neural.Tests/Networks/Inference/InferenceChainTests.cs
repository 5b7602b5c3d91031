namespace DigitLab.Neural.Tests.Networks.Inference;

public sealed class InferenceChainTests
{
    [Fact]
    public void Normalization_and_rectifier_go_into_the_product_before_them() => AssertSteps(
        ["Convolution", "Dense"],
        new Conv2D(1, 2, 3), new BatchNorm(2), new Relu(), new Dropout(0.5), new Dense(2, 3), new BatchNorm(3), new Relu());

    [Fact]
    public void A_rectifier_goes_past_pooling_into_the_product() => AssertSteps(
        ["Convolution", "Layer", "Convolution", "Layer"],
        new Conv2D(1, 2, 3), new MaxPool2D(2), new Relu(), new Conv2D(2, 2, 3), new BatchNorm(2), new MaxPool2D(2), new Relu());

    [Fact]
    public void It_does_not_go_past_other_pooling() => AssertSteps(
        ["Convolution", "Layer", "Layer"], new Conv2D(1, 2, 3), new AveragePool2D(2), new Relu());

    [Fact]
    public void A_normalization_behind_a_rectifier_goes_into_the_next_product() => AssertSteps(
        ["Convolution", "Convolution", "Layer", "Dense"],
        new Conv2D(1, 2, 3), new Relu(), new BatchNorm(2), new Conv2D(2, 2, 3), new Relu(), new BatchNorm(2), new Flatten(), new Dense(8, 3));

    [Fact]
    public void It_stays_where_zeros_stand_around_the_next_product() => AssertSteps(
        ["Convolution", "Scale", "Convolution"], new Conv2D(1, 2, 3), new Relu(), new BatchNorm(2), new Conv2D(2, 2, 3, padding: 1));

    [Fact]
    public void It_stays_behind_pooling_because_a_factor_may_be_negative() => AssertSteps(
        ["Convolution", "Layer", "Scale", "Dense"], new Conv2D(1, 2, 3), new MaxPool2D(2), new BatchNorm(2), new Relu(), new Dense(8, 3));

    [Fact]
    public void A_second_normalization_is_a_step_of_its_own() => AssertSteps(
        ["Convolution", "Scale"], new Conv2D(1, 2, 3), new BatchNorm(2), new BatchNorm(2));

    [Fact]
    public void Composite_layers_run_as_they_are() => AssertSteps(
        ["Layer", "Scale"], new Residual(new Sequential(new Conv2D(2, 2, 3, padding: 1), new BatchNorm(2))), new BatchNorm(2));

    [Fact]
    public void A_step_ends_at_the_last_of_its_layers_among_the_outermost() => Assert.Equal(
        [0, 1, 4],
        InferenceChain.Of(new Sequential(
            new Sequential(new Conv2D(1, 2, 3), new Relu()), new MaxPool2D(2), new Dense(2, 2), new BatchNorm(2), new Relu())).Select(step => step.EndsAt));

    private static void AssertSteps(string[] expected, params ReadOnlySpan<Layer> layers) =>
        Assert.Equal(expected.Select(kind => $"{kind}Step"), InferenceChain.Of(new Sequential(layers)).Select(step => step.GetType().Name));
}
