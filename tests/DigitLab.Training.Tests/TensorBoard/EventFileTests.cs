using System.Buffers.Binary;
using System.Text;

namespace DigitLab.Training.Tests.TensorBoard;

public class EventFileTests
{
    [Fact]
    public void The_check_value_is_that_of_the_standard()
    {
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));          // RFC 3720, B.4, and every table of CRCs
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));           // RFC 3720, B.4: 32 bytes of zeros
        Assert.Equal(unchecked(((0x8A9136AAu >> 15) | (0x8A9136AAu << 17)) + 0xA282EAD8u), Crc32C.Masked(new byte[32]));
    }

    [Fact]
    public void A_file_has_the_version_and_then_the_scalars_that_were_added()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var file = new EventFile(folder["log"], () => DateTime.UnixEpoch.AddSeconds(1234.5)))
        {
            path = file.Path;
            file.Add(300, ("loss/train", 0.25), ("learning_rate", 1e-3));
        }

        Assert.StartsWith("events.out.tfevents.1234.", Path.GetFileName(path));
        List<byte[]> records = Records(File.ReadAllBytes(path));
        Assert.Equal(2, records.Count);

        // Fields 1 (wall_time, a double) and 3 (file_version, a string).
        Assert.Equal("09" + Hex(1234.5) + "1A0D" + Convert.ToHexString("brain.Event:2"u8), Convert.ToHexString(records[0]));

        // Fields 1, 2 (step 300 as the varint AC 02) and 5 (the summary: values with a tag and a float each).
        string loss = "0A0A" + Convert.ToHexString("loss/train"u8) + "15" + Hex(0.25f), rate = "0A0D" + Convert.ToHexString("learning_rate"u8) + "15" + Hex(0.001f);
        Assert.Equal($"09{Hex(1234.5)}10AC02" + $"2A{(4 + ((loss.Length + rate.Length) / 2)):X2}0A{loss.Length / 2:X2}{loss}0A{rate.Length / 2:X2}{rate}", Convert.ToHexString(records[1]));
    }

    [Fact]
    public void A_training_writes_a_record_for_each_epoch_and_its_validation()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new TensorBoardWriter(folder["log"]))
        {
            Tiny.Trainer(Tiny.Configuration, writer).Run();
        }

        List<byte[]> records = Records(File.ReadAllBytes(Directory.GetFiles(folder["log"]).Single()));
        Assert.Equal(1 + (2 * Tiny.Configuration.MaxEpochs), records.Count);
        Assert.Contains("accuracy/validation", Encoding.Latin1.GetString(records[2]));
    }

    private static string Hex(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Convert.ToHexString(bytes);
    }

    private static string Hex(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Convert.ToHexString(bytes);
    }

    // Each with its two check values verified.
    private static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Crc32C.Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] data = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Crc32C.Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            records.Add(data);
            at += 16 + length;
        }

        return records;
    }
}
