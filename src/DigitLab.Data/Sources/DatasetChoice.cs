namespace DigitLab.Data;

/// <summary>Which digits to learn from and to test on.</summary>
public enum DatasetChoice
{
    /// <summary>MNIST if it is found, else synthetic digits.</summary>
    Auto,

    /// <summary>MNIST, which must be found.</summary>
    Mnist,

    /// <summary>Digits that the program makes.</summary>
    Synthetic,
}
