using System.Text;

namespace DigitLab.Cli.Evaluating;

/// <summary>Reads <c>labels.csv</c>: a header, then a line for each picture.</summary>
/// <remarks>
/// The columns <c>file</c> and <c>label</c> must be there. The kind is the column <c>kind</c>, else what stands before the first colon of
/// <c>notes</c>, else the file's folder. Fields may be quoted, with doubled quotes inside (RFC 4180); a field has no line break.
/// </remarks>
internal static class LabelFile
{
    internal const string Name = "labels.csv";

    /// <summary>The pictures, in the file's order.</summary>
    /// <exception cref="FileNotFoundException">The folder has no such file.</exception>
    /// <exception cref="InvalidDataException">A line has no file or no label, or the label is no row of digits.</exception>
    internal static List<LabelledPicture> Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file: expected a line \"file,label\" and then one for each picture.");
        }

        string[] lines = File.ReadAllLines(path);
        List<string> header = lines.Length > 0 ? Fields(lines[0]) : [];
        int file = header.IndexOf("file"), label = header.IndexOf("label"), kind = header.IndexOf("kind"), notes = header.IndexOf("notes");
        if (file < 0 || label < 0)
        {
            throw new InvalidDataException($"{path}: expected a first line with the columns file and label, got \"{(lines.Length > 0 ? lines[0] : "")}\".");
        }

        var pictures = new List<LabelledPicture>();
        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            List<string> fields = Fields(lines[i]);
            string Field(int column) => column >= 0 && column < fields.Count ? fields[column].Trim() : "";
            if (Field(file).Length == 0 || Field(label).Length == 0 || Field(label).Any(c => !char.IsAsciiDigit(c) && c != '/'))
            {
                throw new InvalidDataException($"{path}, line {i + 1}: expected a file and its digits (rows divided by /), got \"{lines[i]}\".");
            }

            pictures.Add(new LabelledPicture(Field(file), Field(label), KindOf(Field(kind), Field(notes), Field(file))));
        }

        return pictures.Count > 0 ? pictures : throw new InvalidDataException($"{path}: expected a line for each picture, got none.");
    }

    private static string KindOf(string kind, string notes, string file)
    {
        int colon = notes.AsSpan().IndexOfAny(':', ',');
        string folder = Path.GetDirectoryName(file) ?? "";
        return kind.Length > 0 ? kind : colon > 0 ? notes[..colon] : folder.Length > 0 ? folder : "all";
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                bool isDoubled = isQuoted && i + 1 < line.Length && line[i + 1] == '"';
                field.Append(isDoubled ? "\"" : "");
                (i, isQuoted) = isDoubled ? (i + 1, true) : (i, !isQuoted);
            }
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
