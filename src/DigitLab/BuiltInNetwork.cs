namespace DigitLab;

/// <summary>The networks that come with the library and read digits.</summary>
public enum BuiltInNetwork
{
    /// <summary>The recognizer's own, which learned from written and from rendered digits.</summary>
    Reader,

    /// <summary>LeNet-5, small and quick, which learned from MNIST alone: to look into, and to start from.</summary>
    LeNet5,
}
