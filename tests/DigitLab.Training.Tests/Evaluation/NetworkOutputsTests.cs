using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class NetworkOutputsTests
{
    [Fact]
    public void A_digit_gets_the_same_outputs_alone_and_behind_many_others()
    {
        DigitDataset digits = SyntheticDigits.Create(253, seed: 1);
        Network network = Softmax();
        float[][] all = NetworkOutputs.Of(network, digits, Workers.Shared);
        Assert.Equal(253, all.Length);
        Assert.Equal(NetworkOutputs.Of(network, digits.Select([252]), Workers.Shared).Single(), all[252]);
    }

    [Fact]
    public void Nothing_to_read_is_said() => Assert.Contains(
        "expected digits to read, got none",
        Assert.Throws<ArgumentException>(() => NetworkOutputs.Of(Softmax(), SyntheticDigits.Create(2, seed: 1).Take(0), Workers.Shared)).Message);

    private static Network Softmax()
    {
        Network network = ModelZoo.Find("softmax").Build();
        network.Initialize(seed: 1);
        return network;
    }
}
