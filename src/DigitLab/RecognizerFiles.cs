namespace DigitLab;

/// <summary>The networks that come with the library: their files, and what stands in the files' metadata beside the networks.</summary>
public static class RecognizerFiles
{
    /// <summary>The network that reads digits.</summary>
    public const string Reader = "reader.safetensors";

    /// <summary>LeNet-5, which reads digits too.</summary>
    public const string LeNet5 = "lenet5.safetensors";

    /// <summary>The network that tells one whole digit from anything else.</summary>
    public const string Judge = "judge.safetensors";

    /// <summary>In the metadata of a network that reads: what its outputs are divided by, so that probabilities are as sure as they are right; 1 if missing.</summary>
    public const string Temperature = "temperature";

    /// <summary>In the judge's metadata: the score, digit less anything else, from which on a picture shows a digit; 0 if missing.</summary>
    public const string Threshold = "threshold";
}
