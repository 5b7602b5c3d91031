namespace DigitLab.Data;

/// <summary>What a download is doing.</summary>
public enum DownloadStage
{
    /// <summary>Another process downloads into the same folder; when it is done, its files are used.</summary>
    Waiting,

    /// <summary>Bytes are coming.</summary>
    Transferring,

    /// <summary>The content is compared with the known hash.</summary>
    Verifying,

    /// <summary>The file is whole and in place.</summary>
    Done,
}
