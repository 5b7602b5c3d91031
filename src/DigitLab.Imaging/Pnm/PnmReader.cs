using System.Globalization;
using System.Text;

namespace DigitLab.Imaging;

/// <summary>Reads the words and numbers of a PNM file, which white space and comments (# to the end of the line) divide.</summary>
internal ref struct PnmReader(ReadOnlySpan<byte> file, int position)
{
    private const int LongestShown = 20;
    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = position;

    /// <summary>What has not been read.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _file[_position..];

    /// <summary>The next number.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="most">The largest value that is accepted.</param>
    internal int Number(string what, int most)
    {
        ReadOnlySpan<byte> word = WordBytes(what);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most
            ? value
            : throw new InvalidDataException($"PNM: expected {what}, a whole number of at most {most:N0}, got \"{Show(word)}\".");
    }

    /// <summary>The next word.</summary>
    /// <param name="what">What it is, for the message.</param>
    internal string Word(string what) => Show(WordBytes(what));

    private ReadOnlySpan<byte> WordBytes(string what)
    {
        SkipToWord();
        int start = _position;
        while (_position < _file.Length && !IsSpace(_file[_position]) && _file[_position] != '#')
        {
            _position++;
        }

        return _position > start
            ? _file[start.._position]
            : throw new InvalidDataException($"PNM: the file ends where {what} should be: it is cut off.");
    }

    /// <summary>The next character that is neither white space nor comment: plain bitmaps write their bits without space.</summary>
    /// <param name="what">What it is, for the message.</param>
    internal char Character(string what)
    {
        SkipToWord();
        return _position < _file.Length
            ? (char)_file[_position++]
            : throw new InvalidDataException($"PNM: the file ends where {what} should be: it is cut off.");
    }

    /// <summary>Passes over the single white space that ends a header.</summary>
    internal void EndHeader()
    {
        if (_position >= _file.Length || !IsSpace(_file[_position]))
        {
            throw new InvalidDataException("PNM: expected one white space after the header: the file is damaged or cut off.");
        }

        _position++;
    }

    private void SkipToWord()
    {
        while (_position < _file.Length && (IsSpace(_file[_position]) || _file[_position] == '#'))
        {
            if (_file[_position] == '#')
            {
                int line = Rest.IndexOfAny((byte)'\n', (byte)'\r');
                _position = line < 0 ? _file.Length : _position + line;
            }
            else
            {
                _position++;
            }
        }
    }

    // Cut, because a message is one line and no name in the format is so long.
    private static string Show(ReadOnlySpan<byte> word) =>
        word.Length <= LongestShown ? Encoding.Latin1.GetString(word) : Encoding.Latin1.GetString(word[..LongestShown]) + "…";

    private static bool IsSpace(byte b) => b is (byte)' ' or (>= 9 and <= 13);
}
