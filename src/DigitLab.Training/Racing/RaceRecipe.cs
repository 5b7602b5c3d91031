using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>How a race to a certain accuracy is run: the network, what it sees, how it is trained.</summary>
/// <param name="Target">The mean accuracy to reach on the test digits, in percent.</param>
/// <param name="Seeds">How many seeds the mean is taken over, where nobody says.</param>
/// <param name="Side">Rows, and pixels of a row, of the picture's middle that the network sees.</param>
/// <param name="Build">Makes the network for pictures of that side; its weights are drawn afterwards, from the race's seed.</param>
/// <param name="Configuration">How it is trained; the seed is the race's.</param>
public sealed record RaceRecipe(double Target, int Seeds, int Side, Func<int, Network> Build, TrainingConfiguration Configuration)
{
    /// <summary>How many networks are trained, one after the other and each from a seed of its own, to vote by their mean probabilities.</summary>
    public int Networks { get; init; } = 1;

    /// <summary>The target as the command line writes it: <c>99.5</c>.</summary>
    public string Name => Target.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Arithmetic of the whole training, of all networks, in 10⁹ operations, as the products have it: 6 for each multiply-add and digit seen, 4 in the first layer.</summary>
    /// <param name="digits">Digits of an epoch.</param>
    /// <remarks>Forward, the weights' gradient and the input's are two operations each; nobody needs the first layer's input gradient.</remarks>
    public double GigaOperations(int digits)
    {
        Network network = Build(Side);
        long first = network.Body.Children.Select(layer => layer.MultiplyAdds(network.InputShape.WithBatch(1))).FirstOrDefault();
        return ((6.0 * network.MultiplyAdds) - (2.0 * first)) * digits * Configuration.MaxEpochs * Networks / 1e9;
    }
}
