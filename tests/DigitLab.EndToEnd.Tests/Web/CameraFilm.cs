using System.Text;
using DigitLab.Imaging;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A film for Chromium's pretended camera: one picture, again and again.</summary>
/// <remarks>YUV4MPEG2, planes of brightness (16 to 235) and of two colours at half the resolution, which stay gray.</remarks>
internal static class CameraFilm
{
    private const int Frames = 2;
    private const byte Gray = 128;

    internal static void Save(string path, GrayImage picture)
    {
        using FileStream film = File.Create(path);
        film.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{picture.Width} H{picture.Height} F10:1 Ip A1:1 C420jpeg\n"));
        byte[] brightness = [.. picture.Pixels.ToArray().Select(level => (byte)(16 + (level * 219 / 255)))], colors = new byte[picture.Width * picture.Height / 2];
        Array.Fill(colors, Gray);
        for (int frame = 0; frame < Frames; frame++)
        {
            film.Write("FRAME\n"u8);
            film.Write(brightness);
            film.Write(colors);
        }
    }
}
