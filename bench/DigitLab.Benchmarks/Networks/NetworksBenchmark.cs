using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Whole networks, ours and the peers', measured in turns: A B C, A B C, and the medians over the rounds.</summary>
/// <remarks>In turns, because machines are shared and drift: what slows one side for a while slows the others as well.</remarks>
internal static class NetworksBenchmark
{
    internal static void Run(IReadOnlyList<MeasuredNetwork> networks, MeasuringSettings settings, bool withOnnxRuntime, bool withPyTorch)
    {
        using var workers = new Workers(settings.Threads);
        using PeerSet? peers = withOnnxRuntime || withPyTorch ? new PeerSet(withOnnxRuntime, withPyTorch, Say) : null;
        var figures = new List<NetworkFigures>();
        var engines = new List<string>();
        foreach (MeasuredNetwork network in networks)
        {
            figures.Add(Measure(network, settings, workers, peers, engines));
        }

        NetworksReport.Write(Console.Out, figures, settings, engines);
    }

    private static NetworkFigures Measure(
        MeasuredNetwork network, MeasuringSettings settings, Workers workers, PeerSet? peers, List<string> engines)
    {
        Say($"{network.Model.Name}: warming ...");
        var figures = new NetworkFigures(network);
        List<IContestant> contestants = [new DigitLabContestant(network, workers, settings.Seconds), .. peers?.Start(network, settings) ?? []];
        try
        {
            foreach (IContestant contestant in contestants)
            {
                Note(engines, contestant);
            }

            for (int round = 1; round <= settings.Rounds; round++)
            {
                figures.AddPeak(MultiplyAddPeak.MeasureGflops(workers, settings.Seconds / 5));
                foreach (Question question in Enum.GetValues<Question>())
                {
                    PutInTurn(question, contestants, figures);
                }

                Say($"{network.Model.Name}: round {round} of {settings.Rounds}");
            }

            Say(NetworksReport.Summary(figures));
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
        }

        return figures;
    }

    // A peer that fails is said, and takes no more part; ours may not.
    private static void PutInTurn(Question question, List<IContestant> contestants, NetworkFigures figures)
    {
        foreach (IContestant contestant in contestants.Where(each => each.Answers(question)).ToArray())
        {
            try
            {
                figures.Add(contestant.Name, question, contestant.Measure(question));
            }
            catch (InvalidOperationException exception) when (contestant is PeerProcess)
            {
                Say($"{contestant.Name} is left out from here on: {exception.Message}");
                contestants.Remove(contestant);
                contestant.Dispose();
            }
        }
    }

    private static void Note(List<string> engines, IContestant contestant)
    {
        string version = contestant.Details.Split('|')[0].Trim();
        if (!engines.Contains(version))
        {
            engines.Add(version);
        }
    }

    // Beside the report, so that it can go to a file while the work is watched.
    private static void Say(string line) => Console.Error.WriteLine(line);
}
