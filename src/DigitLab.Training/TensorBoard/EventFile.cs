using System.Buffers.Binary;

namespace DigitLab.Training;

/// <summary>An event file as TensorBoard reads it: scalars by tag and step, appended and flushed as they come.</summary>
/// <remarks>
/// A file is a row of TFRecords: the length (8 bytes), its masked CRC-32C (4), the data, their masked CRC-32C (4), all little-endian. The data are
/// <c>Event</c> messages: wall_time = 1, step = 2, file_version = 3, summary = 5; a <c>Summary</c> has values = 1 with tag = 1 and simple_value = 2.
/// Source: TensorFlow, <c>event.proto</c>, <c>summary.proto</c>, <c>record_writer.cc</c>.
/// </remarks>
public sealed class EventFile : IDisposable
{
    private const string FileVersion = "brain.Event:2";

    private readonly FileStream _stream;
    private readonly Func<DateTime> _now;

    /// <summary>Makes a new file in a folder, named as TensorBoard looks for it.</summary>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="now">The time in UTC; the machine's clock if null.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public EventFile(string folder, Func<DateTime>? now = null)
    {
        _now = now ?? (() => DateTime.UtcNow);
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, $"events.out.tfevents.{(long)Seconds(_now())}.{Environment.MachineName}.{Environment.ProcessId}");
        _stream = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(new ProtocolBuffer().Add(1, Seconds(_now())).Add(3, FileVersion));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Appends scalars of one step, and flushes them.</summary>
    /// <param name="step">The step, such as the epoch.</param>
    /// <param name="scalars">A number for each tag.</param>
    public void Add(long step, params ReadOnlySpan<(string Tag, double Value)> scalars)
    {
        var summary = new ProtocolBuffer();
        foreach ((string tag, double value) in scalars)
        {
            summary.Add(1, new ProtocolBuffer().Add(1, tag).Add(2, (float)value));
        }

        Write(new ProtocolBuffer().Add(1, Seconds(_now())).Add(2, step).Add(5, summary));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static double Seconds(DateTime utc) => (utc - DateTime.UnixEpoch).TotalSeconds;

    private void Write(ProtocolBuffer message)
    {
        byte[] data = message.ToArray(), record = new byte[sizeof(long) + sizeof(uint) + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Crc32C.Masked(record.AsSpan(0, 8)));
        data.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), Crc32C.Masked(data));
        _stream.Write(record);
        _stream.Flush();
    }
}
