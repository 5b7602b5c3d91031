namespace DigitLab.Cli.Experiments;

/// <summary>How a table is written.</summary>
internal enum TableFormat
{
    /// <summary>For the terminal.</summary>
    Text,

    /// <summary>For a document.</summary>
    Markdown,

    /// <summary>A line for each trial.</summary>
    Csv,

    /// <summary>All that is known.</summary>
    Json,

    /// <summary>A page with figures.</summary>
    Html,
}
