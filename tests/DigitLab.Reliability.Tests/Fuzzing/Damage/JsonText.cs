using System.Globalization;
using System.Text;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage that leaves most of a JSON text a JSON text: values changed for others, members lost, doubled and moved, brackets without end.</summary>
internal static class JsonText
{
    private static readonly string[] Values =
    [
        "0", "-0", "-1", "1", "0.5", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "18446744073709551616", "100000", "16777216",
        "1e9", "3.0", "0.1307", "NaN", "Infinity", "true", "false", "null", "\"\"", "\"NaN\"", "\"\\u0000\"", "\"\\ud800\"", "\"../../x\"", "[]", "{}", "[[]]", "{\"\":null}", "[1,2,3]", "[0,0]", "[0.1,0.2]",
    ];

    /// <summary>A text with one to eight changes.</summary>
    internal static string Damaged(string text, Random random)
    {
        for (int changes = 1 << random.Next(4); changes > 0 && text.Length > 0; changes--)
        {
            text = random.Next(12) == 0 ? Encoding.UTF8.GetString(Pieces.Damaged(Encoding.UTF8.GetBytes(text), random, changes: 1)) : Changed(text, random);
        }

        return text;
    }

    internal static byte[] Damaged(byte[] text, Random random) => Encoding.UTF8.GetBytes(Damaged(Encoding.UTF8.GetString(text), random));

    private static string Changed(string text, Random random)
    {
        List<Range> tokens = Tokens(text);
        if (tokens.Count == 0)
        {
            return text;
        }

        Range token = tokens[random.Next(tokens.Count)], other = tokens[random.Next(tokens.Count)];
        int later = Math.Max(token.End.Value, other.End.Value), sooner = Math.Min(token.Start.Value, other.Start.Value);
        return random.Next(9) switch
        {
            0 or 1 or 2 => Put(text, token, Values[random.Next(Values.Length)]),
            3 => Put(text, token, Pieces.Number(random).ToString(CultureInfo.InvariantCulture)),
            4 or 5 => Put(text, token, text[other]),
            6 => Put(text, token, ""),
            7 when later - sooner < 2000 => text.Insert(sooner, text[sooner..later]),
            _ => Put(text, token, $"{new string('[', random.Next(200))}{text[token]}"),
        };
    }

    private static string Put(string text, Range place, string value) => string.Concat(text.AsSpan(0, place.Start.Value), value, text.AsSpan(place.End.Value));

    // Strings, bare words and numbers, and each sign for itself.
    private static List<Range> Tokens(string text)
    {
        var tokens = new List<Range>();
        for (int i = 0; i < text.Length;)
        {
            int start = i++;
            if (text[start] == '"')
            {
                while (i < text.Length && text[i] != '"')
                {
                    i += text[i] == '\\' ? 2 : 1;
                }

                i = Math.Min(i + 1, text.Length);
            }
            else if (IsWord(text[start]))
            {
                while (i < text.Length && IsWord(text[i]))
                {
                    i++;
                }
            }

            if (!char.IsWhiteSpace(text[start]))
            {
                tokens.Add(start..i);
            }
        }

        return tokens;
    }

    private static bool IsWord(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '+' or '.';
}
