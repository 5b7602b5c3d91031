using System.Text;
using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>The style sheet that every figure carries: sizes, faces and colours, on light and on dark pages.</summary>
internal static class FigureStyle
{
    internal const double TitleSize = 16;
    internal const double TextSize = 13;
    internal const double SmallSize = 12;

    /// <summary>The rules. All names begin with <c>dl-</c>, for an SVG's style holds in the whole page that it stands in.</summary>
    internal static string Css { get; } = Build();

    private static string Build()
    {
        var css = new StringBuilder();
        css.Append($".dl-figure{{{Variables(theme => theme.Light)}}}@media(prefers-color-scheme:dark){{.dl-figure{{{Variables(theme => theme.Dark)}}}}}");
        css.Append(".dl-figure text{font-family:Arial,'Liberation Sans',Helvetica,sans-serif;fill:var(--dl-ink)}");
        css.Append($".dl-figure .dl-title{{font-size:{TitleSize}px;font-weight:bold}}.dl-figure .dl-text{{font-size:{TextSize}px}}");
        css.Append($".dl-figure .dl-small{{font-size:{SmallSize}px}}.dl-figure .dl-muted{{fill:var(--dl-muted)}}");
        css.Append(".dl-figure .dl-on-weak{fill:var(--dl-on-weak)}.dl-figure .dl-on-strong{fill:var(--dl-on-strong)}");
        css.Append(".dl-ground{fill:var(--dl-ground)}.dl-grid{stroke:var(--dl-grid);stroke-width:1}.dl-axis{stroke:var(--dl-muted);stroke-width:1}");
        css.Append(".dl-reference{stroke:var(--dl-muted);stroke-width:1.5;stroke-dasharray:2 4;fill:none}.dl-range{stroke:var(--dl-ink);stroke-width:1.3;fill:none}");
        css.Append(".dl-frame{fill:none;stroke:var(--dl-grid);stroke-width:1}.dl-emphasis{fill:none;stroke:var(--dl-muted);stroke-width:1.5}");
        css.Append(".dl-negative{fill:var(--dl-negative)}.dl-positive{fill:var(--dl-positive)}.dl-box{fill:var(--dl-grid);fill-opacity:.45;stroke:var(--dl-muted)}");
        css.Append(".dl-line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}.dl-dashed{stroke-dasharray:6 4}.dl-band{stroke:none;fill-opacity:.2}");
        css.Append(".dl-point{fill-opacity:.75}.dl-picture{image-rendering:pixelated}");
        for (int i = 0; i < Palette.Series.Count; i++)
        {
            string color = Palette.ToCss(Palette.Series[i]);
            css.Append($".dl-fill.dl-{i}{{fill:{color}}}.dl-line.dl-{i}{{stroke:{color}}}.dl-band.dl-{i}{{fill:{color}}}");
        }

        return css.ToString();
    }

    private static string Variables(Func<ThemeColor, Rgba> of)
    {
        (string Name, ThemeColor Color)[] variables =
        [
            ("ground", Palette.Ground), ("ink", Palette.Ink), ("muted", Palette.Muted), ("grid", Palette.Grid), ("negative", Palette.Negative),
            ("positive", Palette.Positive), ("on-weak", Palette.OnWeak), ("on-strong", Palette.OnStrong),
        ];
        return string.Join(';', variables.Select(variable => $"--dl-{variable.Name}:{Palette.ToCss(of(variable.Color))}"));
    }
}
