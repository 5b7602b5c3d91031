using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DigitLab.Benchmarks;

/// <summary>A peer with one network in a process of its own, which stays warm between its turns and answers questions line by line.</summary>
internal sealed class PeerProcess : IContestant
{
    private readonly Process _process;
    private readonly Question[] _questions;
    private readonly StringBuilder _complaints = new();

    /// <summary>Starts it and waits until it is warm.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message gives its own last words.</exception>
    internal PeerProcess(string name, ProcessStartInfo start, params ReadOnlySpan<Question> questions)
    {
        Name = name;
        _questions = questions.ToArray();
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_complaints)
            {
                _complaints.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        try
        {
            Details = ReadLine();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name { get; }

    public string Details { get; }

    public bool Answers(Question question) => _questions.Contains(question);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The peer has ended, or gave no number.</exception>
    public double Measure(Question question)
    {
        try
        {
            _process.StandardInput.WriteLine(question.ToString().ToLowerInvariant());
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone; what it said before is read next.
        }

        string answer = ReadLine();
        return double.TryParse(answer, CultureInfo.InvariantCulture, out double figure)
            ? figure
            : throw new InvalidOperationException($"{Name}: expected a number, got \"{answer}\".");
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();   // which ends it
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(2000))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private string ReadLine()
    {
        if (_process.StandardOutput.ReadLine() is { } line)
        {
            return line;
        }

        _process.WaitForExit();   // all of its complaints have come in after this
        string last = _complaints.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no word";
        throw new InvalidOperationException($"{Name} ended with exit code {_process.ExitCode}: {last}");
    }
}
