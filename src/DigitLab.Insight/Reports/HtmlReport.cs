using System.Net;
using System.Text;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>One HTML file that tells a story with figures: it opens anywhere, offline, and asks nothing of any server.</summary>
/// <remarks>The page forbids itself every request by its own content security policy. It follows the reader's light or dark theme.</remarks>
public sealed class HtmlReport
{
    private const string Css =
        """
        :root{color-scheme:light dark;--ground:#fff;--page:#f4f6f8;--ink:#1f2328;--muted:#59636e;--line:#dfe3e8}
        @media(prefers-color-scheme:dark){:root{--ground:#15181c;--page:#0d0f12;--ink:#e8eaed;--muted:#a2abb5;--line:#343b44}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 Arial,'Liberation Sans',Helvetica,sans-serif}
        main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}h1{font-size:28px;line-height:1.25;margin:8px 0}h2{font-size:20px;margin:40px 0 8px}
        p{max-width:72ch;margin:8px 0}p.lead{font-size:18px}.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:16px;align-items:start;margin:16px 0}
        figure{margin:0;background:var(--ground);border:1px solid var(--line);border-radius:8px;overflow:hidden}figure svg,figure img{display:block;width:100%;height:auto;max-width:640px;margin:0 auto}
        figure img{image-rendering:pixelated}figcaption{padding:8px 12px;color:var(--muted);font-size:14px}.table{overflow-x:auto;margin:16px 0}
        table{border-collapse:collapse;background:var(--ground);font-size:14px}th,td{border:1px solid var(--line);padding:5px 10px;text-align:right;font-variant-numeric:tabular-nums}
        th:first-child,td:first-child{text-align:left}th{font-weight:bold}footer{margin-top:48px;color:var(--muted);font-size:14px}
        """;

    private readonly StringBuilder _body = new();
    private readonly List<(string Name, Figure Figure)> _figures = [];
    private readonly string _title;
    private bool _isInFigures;

    /// <summary>A report with nothing in it yet.</summary>
    /// <param name="title">The heading, and the window's title.</param>
    /// <param name="lead">The story in a sentence or two.</param>
    public HtmlReport(string title, string lead)
    {
        _title = title;
        Append($"<h1>{Encode(title)}</h1>\n<p class=\"lead\">{Encode(lead)}</p>");
    }

    /// <summary>The figures so far, with the names of their files.</summary>
    public IReadOnlyList<(string Name, Figure Figure)> Figures => _figures;

    /// <summary>Begins a chapter.</summary>
    public void AddHeading(string text) => Append($"<h2>{Encode(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    public void AddText(string text) => Append($"<p>{Encode(text)}</p>");

    /// <summary>Adds a figure; figures that follow one another stand side by side where there is room.</summary>
    /// <param name="name">The name of its file, without ending; used once.</param>
    /// <param name="figure">The figure.</param>
    /// <exception cref="ArgumentException">The name is used already.</exception>
    public void AddFigure(string name, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (_figures.Any(other => other.Name == name))
        {
            throw new ArgumentException($"Report: a figure \"{name}\" is there already: give each one a name of its own.", nameof(name));
        }

        _figures.Add((name, figure));
        AppendFigure(figure.ToSvg());
    }

    /// <summary>Adds a picture, such as a sheet or an animation.</summary>
    /// <param name="png">The PNG's bytes.</param>
    /// <param name="caption">What it shows.</param>
    public void AddPicture(byte[] png, string caption) =>
        AppendFigure($"<img alt=\"{Encode(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"><figcaption>{Encode(caption)}</figcaption>");

    /// <summary>Adds a picture, such as a sheet.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">What it shows.</param>
    public void AddPicture(ColorImage picture, string caption) => AddPicture(PngEncoder.Encode(picture), caption);

    /// <summary>Adds a table.</summary>
    /// <param name="columns">The heading.</param>
    /// <param name="rows">As many cells each.</param>
    public void AddTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new StringBuilder("<div class=\"table\"><table><tr>");
        table.AppendJoin("", columns.Select(column => $"<th>{Encode(column)}</th>")).Append("</tr>");
        foreach (IReadOnlyList<string> row in rows)
        {
            table.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Encode(cell)}</td>")).Append("</tr>\n");
        }

        Append($"{table}</table></div>");
    }

    /// <summary>The page.</summary>
    public string ToHtml() =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>{Encode(_title)}</title>
        <style>{Css}</style>
        </head>
        <body>
        <main>
        {_body}{(_isInFigures ? "</div>" : "")}
        <footer>Made by DigitLab. The figures carry tooltips; their numbers come with --csv.</footer>
        </main>
        </body>
        </html>

        """;

    /// <summary>Writes the page into a folder, as <c>report.html</c>, and its figures as SVG files beside it.</summary>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="withCsv">Whether each figure's numbers come too.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string Save(string folder, bool withCsv = false)
    {
        Workers.Shared.Run(_figures.Count, new SaveJob(_figures, folder, withCsv));   // side by side, since each waits for the disk
        string path = Path.Combine(folder, "report.html");
        AtomicFile.WriteText(path, ToHtml());
        return path;
    }

    private readonly struct SaveJob(List<(string Name, Figure Figure)> figures, string folder, bool withCsv) : IJob
    {
        public void Run(int piece) => figures[piece].Figure.Save(Path.Combine(folder, "figures", $"{figures[piece].Name}.svg"), withCsv);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private void AppendFigure(string content)
    {
        _body.Append(_isInFigures ? "" : "<div class=\"figures\">\n").Append("<figure>").Append(content).Append("</figure>\n");
        _isInFigures = true;
    }

    private void Append(string element)
    {
        _body.Append(_isInFigures ? "</div>\n" : "").Append(element).Append('\n');
        _isInFigures = false;
    }
}
