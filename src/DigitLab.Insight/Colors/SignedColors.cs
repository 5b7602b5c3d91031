using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Numbers as colours, on one scale that is symmetric about 0.</summary>
public static class SignedColors
{
    // Between the light page's ends and the dark page's: a picture has one set of pixels and must do on both.
    private static readonly Rgba Negative = new(0x1F, 0x77, 0xC8);
    private static readonly Rgba Positive = new(0xD6, 0x3A, 0x2A);

    /// <summary>The largest magnitude of finite numbers: the end of their scale; 0 if there are none.</summary>
    public static float Reach(ReadOnlySpan<float> values)
    {
        float reach = 0;
        foreach (float value in values)
        {
            reach = float.IsFinite(value) ? Math.Max(reach, Math.Abs(value)) : reach;
        }

        return reach;
    }

    /// <summary>The colour of one number: blue below 0, red above, the more opaque the farther; 0 and NaN are transparent.</summary>
    /// <param name="value">The number; beyond the reach it counts as the reach.</param>
    /// <param name="reach">The magnitude that is wholly opaque; where it is 0, everything is transparent.</param>
    public static Rgba Of(float value, float reach)
    {
        if (!(reach > 0) || float.IsNaN(value) || value == 0)
        {
            return default;
        }

        float strength = Math.Min(Math.Abs(value) / reach, 1);
        Rgba end = value < 0 ? Negative : Positive;
        return end with { A = (byte)Math.Round(255 * strength) };
    }

    /// <summary>A picture of numbers, laid over a plain ground.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reach">The magnitude that is wholly opaque; the numbers' own largest if null.</param>
    /// <param name="ground">What shows where the number is 0; white if null.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the size.</exception>
    public static ColorImage Picture(ReadOnlySpan<float> values, int width, int height, float? reach = null, Rgba? ground = null)
    {
        if (values.Length != width * height)
        {
            throw new ArgumentException($"Signed colours: expected {width}×{height} = {width * height} numbers, got {values.Length}.", nameof(values));
        }

        float end = reach ?? Reach(values);
        Rgba below = ground ?? Rgba.White;
        var picture = new ColorImage(width, height);
        for (int i = 0; i < values.Length; i++)
        {
            picture[i % width, i / width] = Of(values[i], end).Over(below);
        }

        return picture;
    }
}
