using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Zeros around a picture, in pixels.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns before.</param>
/// <param name="Right">Columns behind.</param>
[JsonConverter(typeof(PaddingJson))]
public readonly record struct Padding(int Top, int Bottom, int Left, int Right)
{
    /// <summary>No padding.</summary>
    public static Padding None => default;

    /// <summary>Whether there is none.</summary>
    internal bool IsNone => this == None;

    /// <summary>The same on all four sides.</summary>
    public static Padding All(int pixels) => new(pixels, pixels, pixels, pixels);

    /// <summary>One number if all sides are equal: <c>2</c>, else <c>1,2,1,2</c> (top, bottom, left, right).</summary>
    public override string ToString() => this == All(Top) ? $"{Top}" : $"{Top},{Bottom},{Left},{Right}";
}
