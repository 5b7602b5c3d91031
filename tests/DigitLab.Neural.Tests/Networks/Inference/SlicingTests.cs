using DigitLab.Neural.Tests.Training;

namespace DigitLab.Neural.Tests.Networks.Inference;

public sealed class SlicingTests
{
    [Theory]
    [InlineData(1, 0, 0)]       // a single sample has no slices
    [InlineData(2, 4, 1)]
    [InlineData(16, 4, 1)]
    [InlineData(17, 4, 2)]      // two convolutions and their pooling; the dense layers' weights outweigh two samples
    [InlineData(250, 4, 16)]
    [InlineData(1000, 4, 22)]   // 6 channels of 28×28 and of 14×14: 23,520 bytes a sample, 22 to half a megabyte
    public void Slices_follow_the_shapes(int batch, int steps, int length) =>
        Assert.Equal(new Slicing(steps, length), Slicing.Of(InferenceChain.Of(TestNetworks.LeNet5().Body), new Shape(batch, 28, 28, 1)));

    [Fact]
    public void A_step_whose_weights_outweigh_a_slice_is_done_by_the_whole_batch() => Assert.Equal(
        new Slicing(1, 2),      // 24·24·32 and 12·12·256 numbers, 2 samples to half a megabyte; but 5·5·32·256 weights are more than 2 · 55,296
        Slicing.Of(
            InferenceChain.Of(new Sequential(new Conv2D(32, 32, 3), new Relu(), new Conv2D(32, 256, 5, stride: 2, padding: 2), new Relu())),
            new Shape(256, 26, 26, 32)));

    [Fact]
    public void Nothing_is_sliced_where_the_first_step_has_many_weights() =>
        Assert.Equal(0, Slicing.Of(InferenceChain.Of(new Sequential(new Dense(784, 20))), new Shape(256, 784)).Steps);
}
