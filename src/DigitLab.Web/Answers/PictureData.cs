using DigitLab.Imaging;
using DigitLab.Insight;

namespace DigitLab.Web;

/// <summary>Small pictures inside an answer.</summary>
internal static class PictureData
{
    internal static string Of(GrayImage picture) => Of(PngEncoder.Encode(picture));

    internal static string Of(ColorImage picture) => Of(PngEncoder.Encode(picture));

    /// <summary>Signed numbers in colours, 0 transparent.</summary>
    internal static string Of(PixelMap map)
    {
        float reach = SignedColors.Reach([.. map.Values]);
        var picture = new ColorImage(map.Width, map.Height);
        for (int i = 0; i < map.Values.Count; i++)
        {
            picture[i % map.Width, i / map.Width] = SignedColors.Of(map.Values[i], reach);
        }

        return Of(picture);
    }

    private static string Of(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";
}
