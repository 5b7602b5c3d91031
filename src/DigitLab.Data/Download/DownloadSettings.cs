namespace DigitLab.Data;

/// <summary>From where and how patiently files are downloaded.</summary>
public sealed record DownloadSettings
{
    /// <summary>Folders on the net that have the files under their compressed names, tried in turn.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } =
    [
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
    ];

    /// <summary>How long a mirror may send nothing before it is given up.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times a transfer from one mirror that breaks off is taken up again.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The pause before it is taken up again, or before another process's lock is looked at again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
