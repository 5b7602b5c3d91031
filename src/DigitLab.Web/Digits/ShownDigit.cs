using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Web;

/// <summary>A digit and the network that is looked into, behind a forward pass.</summary>
/// <param name="Network">The network.</param>
/// <param name="Picture">The digit, as MNIST holds them.</param>
/// <param name="Trace">What every layer made of it.</param>
internal sealed record ShownDigit(Network Network, GrayImage Picture, NetworkTrace Trace)
{
    private static readonly Workers Alone = new(1);   // one digit is too little work to share

    internal static ShownDigit Of(Network network, GrayImage picture)
    {
        var trace = new NetworkTrace(network, 1, Alone);
        network.Normalization.Apply(picture.Pixels, trace.Input.Span);
        trace.Forward();
        return new ShownDigit(network, picture, trace);
    }

    /// <summary>The layer of a name, among those that keep an output.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    internal Layer Find(string name) => Trace.Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw RequestException.NotThere($"{Network.Name}: there is no layer \"{name}\": expected one of {string.Join(", ", Trace.Layers.Select(layer => layer.Name))}.");
}
