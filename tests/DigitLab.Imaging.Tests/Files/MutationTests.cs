using System.Globalization;

namespace DigitLab.Imaging.Tests.Files;

/// <summary>
/// Pictures of every format, damaged at random: each gives a picture or one sentence, and takes no more memory than is stated.
/// <c>DIGITLAB_MUTATIONS=1000000</c> makes a million of them; it takes minutes.
/// </summary>
public sealed class MutationTests
{
    private const int UsualCount = 8000;
    private const int Pixels = 250_000;
    private const long BytesPerPixel = 20;     // the most that a decoder takes: a progressive JPEG of four channels
    private const long OtherBytes = 8 << 20;   // tables, rows, messages, units filled up, the inflated parts of a PNG

    private static readonly string[] Formats = [".jpg", ".png", ".bmp", ".ppm", ".pgm", ".pbm"];

    [Fact]
    public void Damaged_files_give_a_picture_or_a_sentence_within_the_memory_that_is_stated()
    {
        string? asked = Environment.GetEnvironmentVariable("DIGITLAB_MUTATIONS");
        int count = asked is null ? UsualCount : int.Parse(asked, CultureInfo.InvariantCulture);
        byte[][] files =
        [
            .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*", SearchOption.AllDirectories)
                .Where(path => Formats.Contains(Path.GetExtension(path)))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];
        int pictures = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            if (GivesPictureOrSentence(Mutate(files[number % files.Length], new TestBytes((ulong)number))))
            {
                Interlocked.Increment(ref pictures);
            }
        });

        // Neither do all survive, nor is everything refused.
        Assert.InRange(pictures, count / 100, count - (count / 100));
    }

    // One to sixteen changes: a byte, a bit, a piece cut out, doubled or moved, the end cut off.
    private static byte[] Mutate(byte[] file, TestBytes random)
    {
        List<byte> bytes = [.. file];
        for (int changes = 1 << random.Next(5); changes > 0 && bytes.Count > 8; changes--)
        {
            int place = random.Next(bytes.Count), length = Math.Min(1 + random.Next(1 << random.Next(8)), bytes.Count - place);
            switch (random.Next(7))
            {
                case 0: bytes[place] = (byte)random.Next(256); break;
                case 1: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[place] = (byte)(random.Next(2) * 255); break;
                case 3: bytes.RemoveRange(place, length); break;
                case 4: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                case 5: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length)); break;
                default: bytes.RemoveRange(Math.Max(place, bytes.Count - 64), Math.Min(bytes.Count - place, 64)); break;
            }
        }

        return [.. bytes];
    }

    private static bool GivesPictureOrSentence(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isPicture = true;
        try
        {
            _ = PictureFile.Decode(file, new PictureLimits { MaxPixels = Pixels });
        }
        catch (InvalidDataException exception)
        {
            Sentence.Check(exception.Message);
            isPicture = false;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (BytesPerPixel * Pixels) + OtherBytes);
        return isPicture;
    }
}
