namespace DigitLab.Web;

/// <summary>What the web lab is told when it starts.</summary>
public sealed record WebLabSettings
{
    /// <summary>The port if nobody names one: as many pixels as a digit has, row by column.</summary>
    public const int UsualPort = 2828;

    /// <summary>Recognition requests a second that one client may go on making under <see cref="IsPublic"/>, if nobody says.</summary>
    public const int UsualRateLimit = 30;

    /// <summary>A model file, or a run's folder; null for the networks that come with the library.</summary>
    public string? Model { get; init; }

    /// <summary>The port, 0 for any that is free.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Whether strangers may come: all addresses of the machine are listened on, and nothing can be written or started.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Names that visitors reach a public lab by, beside the machine's addresses; requests for another name are refused.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Requests a second that one client may go on making; 0 for no limit, null for what suits: 30 under <see cref="IsPublic"/>, else none.</summary>
    public int? RateLimit { get; init; }

    /// <summary>The folder with runs and experiments; made when the first run is started.</summary>
    public string RunsFolder { get; init; } = "runs";

    /// <summary>The folder with MNIST's four files; null to look in the usual places.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder with the drawings that visitors corrected; made when the first is kept.</summary>
    public string KeptFolder { get; init; } = "drawings";

    /// <summary>How trainings are started: a program with its first arguments, to which <c>train …</c> is added; empty where none can be.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>The requests a second that hold in the end; 0 for no limit.</summary>
    internal int RateLimitInEffect => RateLimit ?? (IsPublic ? UsualRateLimit : 0);
}
