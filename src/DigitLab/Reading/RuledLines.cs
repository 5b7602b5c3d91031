namespace DigitLab;

/// <summary>Takes the printed lines of ruled and squared paper out of a map of ink, and leaves the strokes that cross them.</summary>
/// <remarks>
/// A line's pixels lie in short runs across it. Short runs that follow each other along the line make pieces; pieces that go on in the
/// same direction, gaps between them, make a line. What is long enough, and covered enough, is a printed line, and its runs are erased.
/// Where a stroke crosses, the run is longer than the line is thick and stays. Source: the staff-line removal of printed music,
/// Dalitz, Droettboom, Pranzas, Fujinaga 2008, IEEE TPAMI 30(5), in a simple form.
/// </remarks>
internal static class RuledLines
{
    private const double ThickestShare = 0.006;   // of the longer side
    private const double ShortestShare = 0.28;    // of the side along the line
    private const double LeastCover = 0.45;       // of a line's length that its pieces fill
    private const int ShortestPiece = 6;
    private const float DarkerStroke = 1.25f;     // times the line's usual level, and a little for noise: what is darker is a stroke along it
    private const float DarkerByNoise = 0.08f;
    private const double SteepestSlope = 0.36;    // 20 degrees

    /// <summary>The map without printed lines.</summary>
    /// <param name="ink">It is changed.</param>
    /// <param name="above">The level from which on a pixel counts as ink.</param>
    internal static void Erase(InkMap ink, float above)
    {
        var across = new LineSearch(ink, above, isUpright: false);
        var upright = new LineSearch(ink, above, isUpright: true);
        across.Find();
        upright.Find();
        across.Erase();
        upright.Erase();
    }

    private sealed record Piece(List<(int Along, int Start, int End)> Runs)
    {
        internal int First => Runs[0].Along;

        internal int Last => Runs[^1].Along;

        internal double Middle(int index) => (Runs[index].Start + Runs[index].End - 1) / 2.0;

        // By least squares over the runs' middles.
        internal (double At, double Slope) Fit()
        {
            double n = Runs.Count, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
            for (int i = 0; i < Runs.Count; i++)
            {
                double x = Runs[i].Along, y = Middle(i);
                (sumX, sumY, sumXX, sumXY) = (sumX + x, sumY + y, sumXX + (x * x), sumXY + (x * y));
            }

            double spread = sumXX - (sumX * sumX / n), slope = spread > 0 ? (sumXY - (sumX * sumY / n)) / spread : 0;
            return ((sumY - (slope * sumX)) / n, slope);
        }
    }

    /// <summary>Lines along one axis: "along" runs with the line, "across" over it.</summary>
    private sealed class LineSearch(InkMap ink, float above, bool isUpright)
    {
        private readonly int _length = isUpright ? ink.Height : ink.Width;
        private readonly int _width = isUpright ? ink.Width : ink.Height;
        private readonly int _thickest = Math.Max(2, (int)(ThickestShare * Math.Max(ink.Width, ink.Height)));
        private readonly List<Piece> _lines = [];

        internal void Find()
        {
            List<Piece> pieces = FindPieces();
            pieces.RemoveAll(piece => piece.Runs.Count < ShortestPiece || Math.Abs(piece.Fit().Slope) > SteepestSlope);
            pieces.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Runs[0].Start.CompareTo(b.Runs[0].Start));
            bool[] isTaken = new bool[pieces.Count];
            for (int i = 0; i < pieces.Count; i++)
            {
                if (!isTaken[i])
                {
                    Follow(pieces, i, isTaken);
                }
            }
        }

        internal void Erase()
        {
            foreach (Piece line in _lines)
            {
                float[] peaks = [.. line.Runs.Select(Peak)];
                float usual = Quantile.Of(peaks, 0.5), darkest = (DarkerStroke * usual) + DarkerByNoise;
                foreach ((int along, int start, int end) in line.Runs.Where(run => Peak(run) <= darkest))
                {
                    // With the soft edge of a pixel to either side.
                    for (int at = Math.Max(0, start - 1); at < Math.Min(_width, end + 1); at++)
                    {
                        ink.Levels[Place(along, at)] = 0;
                    }
                }
            }
        }

        private float Peak((int Along, int Start, int End) run)
        {
            float peak = 0;
            for (int at = run.Start; at < run.End; at++)
            {
                peak = Math.Max(peak, ink.Levels[Place(run.Along, at)]);
            }

            return peak;
        }

        private int Place(int along, int across) => isUpright ? (along * ink.Width) + across : (across * ink.Width) + along;

        private List<Piece> FindPieces()
        {
            var done = new List<Piece>();
            var open = new List<Piece>();
            var runs = new List<(int Start, int End)>();
            for (int along = 0; along < _length; along++)
            {
                FindRuns(along, runs);
                var next = new List<Piece>();
                int piece = 0;
                foreach ((int start, int end) in runs)
                {
                    while (piece < open.Count && open[piece].Runs[^1].End < start)
                    {
                        piece++;
                    }

                    // The first open piece whose last run this one touches goes on with it.
                    if (piece < open.Count && open[piece].Runs[^1].Start <= end)
                    {
                        open[piece].Runs.Add((along, start, end));
                        next.Add(open[piece++]);
                    }
                    else
                    {
                        next.Add(new Piece([(along, start, end)]));
                    }
                }

                done.AddRange(open.Where(each => each.Last < along && each.Runs.Count >= ShortestPiece));
                open = next;
            }

            done.AddRange(open);
            return done;
        }

        private void FindRuns(int along, List<(int Start, int End)> runs)
        {
            runs.Clear();
            for (int at = 0; at < _width; at++)
            {
                if (ink.Levels[Place(along, at)] <= above)
                {
                    continue;
                }

                int start = at;
                while (at < _width && ink.Levels[Place(along, at)] > above)
                {
                    at++;
                }

                if (at - start <= _thickest)
                {
                    runs.Add((start, at));
                }
            }
        }

        // Goes on from piece to piece, each time to the next one that lies where the line so far points.
        private void Follow(List<Piece> pieces, int first, bool[] isTaken)
        {
            var line = new Piece([.. pieces[first].Runs]);
            var members = new List<int> { first };
            double gap = 0.12 * _length;
            for (int next = first + 1; next < pieces.Count && pieces[next].First - line.Last <= gap; next++)
            {
                Piece piece = pieces[next];
                if (isTaken[next] || piece.First <= line.Last)
                {
                    continue;
                }

                (double at, double slope) = line.Fit();
                double tolerance = 1.5 + (0.02 * (piece.First - line.Last)) + (0.5 * _thickest);
                (double nextAt, double nextSlope) = piece.Fit();
                if (Math.Abs(at + (slope * piece.First) - (nextAt + (nextSlope * piece.First))) <= tolerance
                    && Math.Abs(at + (slope * piece.Last) - (nextAt + (nextSlope * piece.Last))) <= tolerance + (0.05 * piece.Runs.Count))
                {
                    line.Runs.AddRange(piece.Runs);
                    members.Add(next);
                }
            }

            int reach = line.Last - line.First;
            if (reach >= ShortestShare * _length && line.Runs.Count >= LeastCover * reach)
            {
                _lines.Add(line);
                foreach (int member in members)
                {
                    isTaken[member] = true;
                }
            }
        }
    }
}
