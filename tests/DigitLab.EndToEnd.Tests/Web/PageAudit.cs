using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>What makes a page hard to use for some, as a browser computes it.</summary>
internal static class PageAudit
{
    private const int MostStops = 300;

    private const string NamelessScript =
        """
        () => [...document.querySelectorAll('button, a[href], input:not([type=file]), select, canvas, img')]
          .filter(each => each.checkVisibility())
          .filter(each => !(each.getAttribute('aria-label') ?? each.getAttribute('alt') ?? each.labels?.[0]?.textContent ?? each.textContent ?? '').trim() && !(each.tagName === 'IMG' && each.getAttribute('alt') === ''))
          .map(each => each.outerHTML.slice(0, 120))
        """;

    // WCAG 2.2, 1.4.3: 4.5 to 1 for text, 3 to 1 for large text; 1.4.11: 3 to 1 for what shows where a field is.
    private const string PaleScript =
        """
        () => {
          const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
          const colorOf = text => {
            pen.clearRect(0, 0, 1, 1);
            pen.fillStyle = text;
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, ground) => [0, 1, 2].map(i => top[3] * top[i] + (1 - top[3]) * ground[i]);
          const groundOf = element => {
            const layers = [];
            for (let each = element; each; each = each.parentElement) layers.push(colorOf(getComputedStyle(each).backgroundColor));
            return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
          };
          const luminance = color => color.slice(0, 3).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + [0.2126, 0.7152, 0.0722][i] * part, 0);
          const ratio = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
          const faults = new Set();
          const check = (color, ground, least, what) => {
            const found = ratio(over(colorOf(color), ground), ground);
            if (!(found >= least)) faults.add(`${what.trim().slice(0, 40)}: ${found.toFixed(2)}, expected ${least}`);
          };
          const isSeen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('svg, option, :disabled, .only-heard, .skip');
          const isLarge = style => parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let count = 0;
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement, text = texts.currentNode.textContent;
            if (text.trim() === '' || !isSeen(element)) continue;
            count++;
            check(getComputedStyle(element).color, groundOf(element), isLarge(getComputedStyle(element)) ? 3 : 4.5, text);
          }
          for (const field of document.querySelectorAll('select, input[type=text], input[type=number]')) {
            if (!isSeen(field)) continue;
            check(getComputedStyle(field).color, groundOf(field), 4.5, `text of #${field.id}`);
            check(getComputedStyle(field).borderTopColor, groundOf(field.parentElement), 3, `border of #${field.id}`);
          }
          return count < 10 ? [`only ${count} texts were found`] : [...faults];
        }
        """;

    private const string FocusScript =
        """
        () => {
          const active = document.activeElement;
          if (active === document.body || active.dataset.reached) return null;
          active.dataset.reached = 'yes';
          const style = getComputedStyle(active);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? '' : active.outerHTML.slice(0, 120);
        }
        """;

    private const string UnreachedScript =
        """
        () => [...document.querySelectorAll('a[href], button, input, select, canvas[tabindex]')]
          .filter(each => each.checkVisibility() && !each.disabled && !each.dataset.reached).map(each => `not reached: ${each.outerHTML.slice(0, 120)}`)
        """;

    /// <summary>What can be used and has no name that a screen reader could say.</summary>
    internal static async Task<string[]> NamelessAsync(IPage page) => await page.EvaluateAsync<string[]>(NamelessScript);

    /// <summary>Texts and fields whose contrast is below WCAG's AA.</summary>
    internal static async Task<string[]> PaleAsync(IPage page) => await page.EvaluateAsync<string[]>(PaleScript);

    /// <summary>What the Tab key does not reach on a page that was just opened, or reaches without showing it.</summary>
    internal static async Task<string[]> UnreachableAsync(IPage page)
    {
        var unmarked = new List<string>();
        for (int stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(FocusScript) is not string fault)
            {
                break;
            }

            if (fault.Length > 0)
            {
                unmarked.Add($"no mark of focus: {fault}");
            }
        }

        return [.. unmarked, .. await page.EvaluateAsync<string[]>(UnreachedScript)];
    }
}
