namespace DigitLab.Data;

/// <summary>How people write the ten digits: the forms seen most in European and American handwriting.</summary>
internal static class DigitForms
{
    private static readonly DigitForm[][] OfDigit =
    [
        [
            // 0: an oval from the top, anticlockwise; round, wide, narrow, and with ends that cross.
            new(5, [40, 1, 16, 12, 3, 48, 14, 88, 38, 100, 64, 86, 74, 48, 62, 12, 40, 1]),
            new(2, [52, 1, 20, 12, 2, 52, 16, 88, 50, 100, 84, 86, 98, 50, 82, 12, 52, 1]),
            new(3, [34, 0, 14, 18, 5, 55, 12, 90, 28, 100, 46, 84, 54, 45, 48, 12, 34, 0]),
            new(3, [60, 14, 44, 2, 20, 14, 4, 50, 14, 90, 42, 98, 68, 78, 74, 42, 58, 10, 34, 6]),
        ],
        [
            // 1: a stick, with a flag (long, so that it comes close to a 7, only where forms are chosen evenly), with flag and base.
            new(10, [28, 0, 28, 34, 28, 68, 28, 100]),
            new(1.6, [10, 22, 22, 12, 32, 0, 32, 0, 32, 50, 32, 100]),
            new(0, [2, 52, 20, 26, 40, 0, 40, 0, 38, 50, 36, 100]),
            new(0.7, [12, 20, 24, 10, 34, 0, 34, 0, 34, 50, 34, 98], [8, 99, 34, 98, 62, 98]),
        ],
        [
            // 2: a plain corner below, a loop below, and one with a flat sweep.
            new(4, [8, 24, 20, 6, 42, 0, 62, 14, 58, 42, 34, 72, 6, 97, 6, 97, 36, 94, 72, 97]),
            new(4, [6, 18, 22, 3, 46, 2, 62, 20, 54, 48, 32, 78, 12, 96, 2, 88, 14, 76, 34, 86, 54, 98, 78, 92]),
            new(3, [10, 20, 34, 2, 56, 14, 60, 44, 46, 76, 24, 98, 6, 90, 10, 70, 34, 72, 60, 88, 84, 86]),
            new(2, [10, 12, 32, 2, 54, 8, 58, 28, 44, 54, 22, 80, 2, 98, 24, 90, 52, 94, 84, 92]),
        ],
        [
            // 3: two bowls that meet in a point, in a small loop, and one with a flat top.
            new(6, [8, 12, 28, 0, 54, 5, 60, 24, 46, 40, 24, 48, 24, 48, 52, 54, 68, 74, 50, 96, 24, 99, 2, 86]),
            new(2, [10, 10, 34, 0, 56, 10, 54, 30, 38, 46, 24, 48, 30, 40, 48, 50, 62, 70, 48, 94, 22, 98, 4, 88]),
            new(1.2, [8, 4, 34, 3, 62, 1, 62, 1, 46, 22, 28, 42, 28, 42, 56, 50, 66, 72, 48, 96, 22, 98, 4, 88]),
        ],
        [
            // 4: open above (angular and round), closed above, and in one line without lifting the pen.
            new(5, [14, 2, 8, 28, 6, 52, 6, 52, 34, 54, 74, 48], [64, 0, 60, 34, 58, 66, 54, 100]),
            new(3, [10, 0, 6, 24, 12, 46, 34, 50, 58, 40], [66, 2, 58, 40, 56, 70, 54, 100]),
            new(2.5, [56, 0, 30, 30, 4, 60, 4, 60, 40, 60, 80, 58], [56, 0, 54, 34, 54, 66, 52, 100]),
            new(1.5, [20, 4, 6, 34, 10, 52, 38, 50, 68, 36, 68, 8, 68, 8, 62, 50, 56, 100]),
        ],
        [
            // 5: in one line, with the hat put on afterwards, and as a flat S.
            new(4, [68, 2, 44, 3, 20, 4, 20, 4, 16, 24, 12, 42, 12, 42, 38, 38, 62, 54, 62, 80, 40, 98, 4, 94]),
            new(3, [22, 6, 18, 26, 16, 44, 16, 44, 42, 42, 60, 60, 54, 86, 30, 100, 4, 92], [24, 6, 48, 4, 74, 0]),
            new(2.5, [84, 2, 56, 6, 32, 8, 32, 8, 24, 26, 20, 42, 20, 42, 40, 44, 54, 60, 48, 84, 28, 98, 4, 96]),
            new(2, [78, 0, 48, 4, 28, 16, 24, 38, 46, 50, 54, 70, 40, 92, 18, 98, 2, 88]),
        ],
        [
            // 6: a bent stem, a straight one, and a wide curl.
            new(4, [52, 0, 28, 20, 10, 52, 10, 84, 32, 100, 56, 88, 58, 66, 38, 56, 16, 68, 11, 80]),
            new(3, [36, 0, 20, 34, 8, 68, 18, 96, 42, 96, 54, 78, 44, 62, 26, 66, 12, 82]),
            new(2, [64, 4, 36, 8, 12, 36, 4, 70, 22, 98, 54, 96, 68, 74, 54, 54, 28, 58, 8, 78]),
        ],
        [
            // 7: plain, with a serif, with a bent stem, with a round shoulder, and with a bar.
            new(5, [4, 8, 34, 5, 66, 3, 66, 3, 52, 34, 38, 66, 26, 100]),
            new(2.5, [4, 34, 4, 14, 18, 4, 42, 3, 60, 12, 60, 34, 54, 66, 50, 100]),
            new(2, [4, 22, 6, 6, 6, 6, 36, 6, 68, 4, 68, 4, 50, 36, 40, 68, 36, 100]),
            new(3, [2, 14, 20, 4, 44, 8, 64, 6, 60, 26, 44, 60, 38, 100]),
            new(1.6, [4, 6, 34, 5, 66, 3, 66, 3, 54, 32, 40, 64, 28, 100], [18, 54, 42, 52, 68, 50]),
        ],
        [
            // 8: one line from the right above, one from the middle, and two rings.
            new(5, [60, 14, 40, 0, 16, 10, 18, 32, 40, 48, 60, 68, 54, 94, 28, 100, 10, 84, 20, 62, 42, 46, 60, 28, 60, 14]),
            new(3, [38, 46, 16, 28, 20, 6, 42, 0, 58, 12, 54, 32, 38, 46, 16, 64, 8, 86, 28, 100, 52, 92, 56, 68, 38, 46]),
            new(4, [58, 16, 38, 2, 16, 12, 22, 34, 42, 54, 46, 80, 26, 99, 8, 84, 24, 60, 48, 36, 72, 8]),
            new(2, [66, 8, 40, 0, 16, 14, 20, 36, 44, 50, 54, 70, 40, 96, 18, 94, 12, 76, 34, 54, 60, 32, 66, 8]),
            new(1, [36, 0, 18, 10, 18, 32, 36, 44, 52, 32, 52, 10, 36, 0], [36, 44, 12, 60, 12, 88, 36, 100, 58, 88, 58, 60, 36, 44]),
        ],
        [
            // 9: a ring with a straight stem, with a bent stem, in one swing, and with a hook below.
            new(5, [58, 16, 40, 2, 16, 12, 6, 34, 20, 50, 44, 42, 58, 16, 58, 16, 56, 58, 52, 100]),
            new(3, [62, 12, 38, 0, 12, 16, 8, 40, 30, 50, 54, 34, 62, 12, 62, 12, 54, 46, 42, 76, 28, 100]),
            new(2, [56, 22, 46, 2, 24, 4, 6, 28, 14, 48, 36, 44, 56, 22, 58, 50, 52, 78, 46, 100]),
            new(1.4, [60, 14, 40, 0, 14, 10, 6, 34, 22, 50, 48, 40, 60, 14, 60, 14, 62, 56, 54, 86, 34, 100, 8, 92]),
        ],
    ];

    /// <summary>The form of a digit at a point where every form has the same share: the rare ones as often as the usual.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="part">From 0 up to, but not, 1.</param>
    internal static DigitForm ChooseEvenly(int digit, double part) => OfDigit[digit][(int)(part * OfDigit[digit].Length)];

    /// <summary>The form of a digit at a point of the shares' sum.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="part">From 0 up to, but not, 1.</param>
    internal static DigitForm Choose(int digit, double part)
    {
        DigitForm[] forms = OfDigit[digit];
        double left = 0;
        foreach (DigitForm form in forms)
        {
            left += form.Share * part;
        }

        int chosen = 0;
        while (left >= forms[chosen].Share && chosen < forms.Length - 1)
        {
            left -= forms[chosen++].Share;
        }

        return forms[chosen];
    }
}
