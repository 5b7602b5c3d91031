namespace DigitLab.Cli;

/// <summary>Asks the work to stop when the input ends, as it does with whoever started the process, however that one ends.</summary>
internal sealed class EndOfInput : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    internal EndOfInput() => new Thread(Await) { IsBackground = true }.Start();

    /// <summary>Set at the input's end.</summary>
    internal CancellationToken Token => _source.Token;

    // The thread that waits may outlive this; it ends with the process.
    public void Dispose()
    {
        lock (_source)
        {
            _source.Dispose();
        }
    }

    private void Await()
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> nothing = stackalloc byte[1];
        while (input.Read(nothing) > 0)
        {
        }

        lock (_source)
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work was over before the input.
            }
        }
    }
}
