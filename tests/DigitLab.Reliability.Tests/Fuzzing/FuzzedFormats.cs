using System.Text;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;
using DigitLab.Onnx;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>All formats that the program reads, each with its seeds and what reading may cost.</summary>
internal static class FuzzedFormats
{
    private const int Pixels = 250_000;
    private const long BytesPerPixel = 20;   // the most that a decoder takes: a progressive JPEG of four channels
    private const long Mebi = 1 << 20;
    private const string File = "file";

    private static readonly PictureLimits Limits = new() { MaxPixels = Pixels };
    private static readonly Lazy<FuzzedFormat[]> Known = new(() => [.. Pictures(), .. Digits(), .. Networks(), .. Texts()]);

    internal static IReadOnlyList<FuzzedFormat> All => Known.Value;

    internal static FuzzedFormat Named(string name) => All.First(format => format.Name == name);

    // Memory follows the pixels that the header states, which the limits bound.
    private static IEnumerable<FuzzedFormat> Pictures()
    {
        yield return Picture("png", PngChunks.Damaged, ".png");
        yield return Picture("jpeg", Pieces.Damaged, ".jpg");
        yield return Picture("bmp", Pieces.Damaged, ".bmp");
        yield return Picture("pnm", Pieces.Damaged, ".ppm", ".pgm", ".pbm");
    }

    private static FuzzedFormat Picture(string name, Func<byte[], Random, byte[]> damage, params string[] endings) => new(
        name,
        FilesOf("Pictures", endings),
        damage,
        file => PictureFile.Decode(file, Limits),
        length => (BytesPerPixel * Pixels) + (8 * Mebi) + (4 * length));

    private static IEnumerable<FuzzedFormat> Digits()
    {
        DigitDataset digits = SyntheticDigits.Create(12, seed: 1);
        byte[] images = Written(stream => IdxWriter.WriteImages(stream, digits)), labels = Written(stream => IdxWriter.WriteLabels(stream, digits));
        yield return new FuzzedFormat("idx", [images, labels], Pieces.Damaged, ReadIdx, length => Mebi + (4 * length));
        yield return new FuzzedFormat(
            "gz", [GzipContent.Compressed(images), GzipContent.Compressed(labels)], GzipContent.Damaged, ReadIdx, length => (4 * Mebi) + (3 * 1032 * length));   // deflate packs at most 1,032 to 1
    }

    private static void ReadIdx(byte[] file)
    {
        try
        {
            IdxReader.ReadImages(new MemoryStream(file), File);
        }
        catch (InvalidDataException exception) when (exception.Message.EndsWith("is the name swapped?", StringComparison.Ordinal))
        {
            IdxReader.ReadLabels(new MemoryStream(file), File);
        }
    }

    private static IEnumerable<FuzzedFormat> Networks()
    {
        byte[][] models = [.. SmallNetworks.All.Select(network => Written(stream => ModelFile.Write(stream, network)))];
        yield return new FuzzedFormat("safetensors", models, SafetensorsHeaderText.Damaged, file => SafetensorsFile.Read(new MemoryStream(file), File), length => Mebi + (64 * length));
        yield return new FuzzedFormat("model", models, SafetensorsHeaderText.Damaged, file => ModelFile.Read(new MemoryStream(file), File), length => Mebi + (64 * length));
        yield return new FuzzedFormat(
            "onnx",
            [.. SmallNetworks.All.Select(network => Written(stream => OnnxExport.Write(stream, network)))],
            ProtocolBufferFields.Damaged,
            file => OnnxImport.Read(new MemoryStream(file), File),
            length => Mebi + (64 * length));
        yield return new FuzzedFormat("pytorch", FilesOf("Checkpoints", ".pth"), Pieces.Damaged, file => TorchFile.Read(new MemoryStream(file), File), length => Mebi + (64 * length));
    }

    private static IEnumerable<FuzzedFormat> Texts()
    {
        yield return Json("configuration", SmallDocuments.Configurations, text => TrainingConfiguration.FromJson(text, File), length => Mebi + (256 * length));
        yield return Json("definition", SmallDocuments.Definitions, text => ExperimentDefinition.Parse(text, File), length => (64 * Mebi) + (1024 * length));
        yield return Json("ensemble", SmallDocuments.Ensembles, text => EnsembleDefinition.Parse(text, File), length => Mebi + (256 * length));
    }

    private static FuzzedFormat Json(string name, IReadOnlyList<string> documents, Action<string> read, Func<long, long> mayAllocate) =>
        new(name, [.. documents.Select(Encoding.UTF8.GetBytes)], JsonText.Damaged, file => read(Encoding.UTF8.GetString(file)), mayAllocate);

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static byte[][] FilesOf(string folder, params string[] endings) =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*", SearchOption.AllDirectories)
            .Where(path => endings.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(System.IO.File.ReadAllBytes),
    ];
}
