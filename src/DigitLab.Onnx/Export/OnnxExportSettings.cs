namespace DigitLab.Onnx;

/// <summary>How a network becomes an ONNX file.</summary>
public sealed record OnnxExportSettings
{
    /// <summary>The order of the input's axes.</summary>
    public PictureLayout Layout { get; init; } = PictureLayout.Nchw;

    /// <summary>Whether the file takes pixels from 0 to 255 and normalizes them itself; else it takes normalized numbers, as the network does.</summary>
    public bool HasPreprocessing { get; init; }

    /// <summary>Whether batch normalizations become part of the weights beside them (<see cref="Neural.BatchNormFolding"/>), where they can.</summary>
    public bool FoldsBatchNorm { get; init; } = true;

    /// <summary>What the outputs stand for, first to last; the numbers from 0 if null.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>More texts for the metadata, such as where the weights come from.</summary>
    public IReadOnlyDictionary<string, string> Origin { get; init; } = new Dictionary<string, string>();
}
