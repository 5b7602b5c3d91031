namespace DigitLab.Cli.Options;

/// <summary>Parts of an explanation that read many digits, or search long.</summary>
internal enum ExplanationPart
{
    /// <summary>The nearest training digits.</summary>
    Nearest,

    /// <summary>The test digits that excite each filter most.</summary>
    Exciting,

    /// <summary>The pictures that excite the classes most.</summary>
    Classes,

    /// <summary>All of them.</summary>
    All,
}
