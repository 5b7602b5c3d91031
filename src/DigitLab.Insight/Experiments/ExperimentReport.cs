using System.Net;
using System.Text;
using DigitLab.Training;

namespace DigitLab.Insight;

/// <summary>An experiment as one page that opens anywhere: the result, the table, what each parameter does.</summary>
public static class ExperimentReport
{
    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; font-size: 13px; }
        th, td { padding: 3px 10px; border-bottom: 1px solid #8884; text-align: left; white-space: nowrap; }
        th { white-space: normal; vertical-align: bottom; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        tr.winner { font-weight: 600; }
        .wide { overflow-x: auto; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 1rem; }
        footer { color: #888; font-size: 13px; overflow-wrap: anywhere; }
        """;

    /// <summary>The page.</summary>
    /// <param name="table">What the experiment came to.</param>
    public static string Of(ExperimentTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        page.Append($"<title>{Text(table.Name)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{Text(table.Name)}</h1>\n");
        if (table.Description.Length > 0)
        {
            page.Append($"<p>{Text(table.Description)}</p>\n");
        }

        page.Append($"<p>{Text(TableSentences.Result(table))}</p>\n");
        AppendTable(page, table);
        Figure[] figures = [.. InfluenceFigures.Of(table)];
        if (figures.Length > 0)
        {
            page.Append("<h2>What each parameter does</h2>\n<div class=\"figures\">\n").AppendJoin('\n', figures.Select(figure => figure.ToSvg())).Append("\n</div>\n");
        }

        page.Append("<footer>\n").AppendJoin('\n', TableSentences.Origin(table).Select(sentence => $"<p>{Text(sentence)}</p>"));
        return page.Append("\n</footer>\n</body>\n</html>\n").ToString();
    }

    private static void AppendTable(StringBuilder page, ExperimentTable table)
    {
        TableCells cells = TableCells.Of(table);
        page.Append("<div class=\"wide\"><table>\n");
        AppendRow(cells.Headings, "th", "");
        for (int i = 0; i < cells.Rows.Count; i++)
        {
            AppendRow(cells.Rows[i], "td", table.Settings[i] == table.Winner ? " class=\"winner\"" : "");
        }

        page.Append("</table></div>\n");

        void AppendRow(IReadOnlyList<string> row, string tag, string mark) => page.Append($"<tr{mark}>")
            .AppendJoin("", row.Select((cell, column) => $"<{tag}{(column < cells.FirstNumber ? "" : " class=\"number\"")}>{Text(cell)}</{tag}>")).Append("</tr>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
