using DigitLab.Neural;
using DigitLab.Onnx.Format;

namespace DigitLab.Onnx;

/// <summary>Makes layers of ONNX nodes, from a value to the graph's output or to where two branches meet.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class LayerReader(OnnxGraph graph)
{
    private const int MostNodes = 10_000;
    private const int Deepest = 32;   // branches within branches

    private readonly NodeReader[] _readers =
        [new ProductReader(graph), new PoolingReader(graph), new ChannelNormReader(graph), new ActivationReader(graph), new ArrangementReader(graph)];

    private int _read;
    private int _depth;

    /// <summary>Reads on until the graph ends.</summary>
    /// <param name="walk">Where to start; it goes along.</param>
    /// <param name="output">The value at which to end.</param>
    internal void Read(GraphWalk walk, string output)
    {
        NodeProto? meeting = ReadOn(walk, output, first: null);
        if (meeting is not null)
        {
            throw graph.Refusal(meeting, "it joins branches of which this reader knows only one");
        }
    }

    // Until the output, or an addition of two computed values, which is given back.
    private NodeProto? ReadOn(GraphWalk walk, string output, NodeProto? first)
    {
        while (walk.Value != output)
        {
            List<NodeProto> readers = first is null ? graph.ReadersOf(walk.Value) : [first];
            first = null;
            if (++_read > MostNodes || _depth > Deepest)
            {
                throw new InvalidDataException($"{graph.File}: its nodes go in a circle, or branch too deeply, or there are more than {MostNodes}.");
            }

            switch (readers.Count)
            {
                case 0:
                    throw new InvalidDataException($"{graph.File}: \"{walk.Value}\" leads nowhere: expected a chain of layers to \"{output}\".");
                case 1 when graph.IsMeeting(readers[0]):
                    return readers[0];
                case 1:
                    Step(readers[0], walk);
                    break;
                case 2:
                    _depth++;
                    Branches(readers, walk, output);
                    _depth--;
                    break;
                default:
                    throw new InvalidDataException($"{graph.File}: \"{walk.Value}\" is read by {readers.Count} nodes: no layer here has so many branches.");
            }
        }

        return null;
    }

    private void Branches(List<NodeProto> readers, GraphWalk walk, string output)
    {
        if (readers.Find(reader => reader.OpType == "GridSample" && reader.Input[0] == walk.Value) is { } sampler)
        {
            Transformer(sampler, readers.First(reader => reader != sampler), walk);
        }
        else
        {
            Around(readers, walk, output);
        }
    }

    private void Step(NodeProto node, GraphWalk walk)
    {
        try
        {
            if (!_readers.Any(reader => reader.Read(node, walk)))
            {
                throw graph.Refusal(node, "there is no layer here that does this");
            }
        }
        catch (ArgumentException exception)
        {
            throw graph.Refusal(node, exception.Message.Split('\n')[0].TrimEnd('.'));
        }
    }

    // One of two readers may be the addition itself: then the way around is the value as it is.
    private void Around(List<NodeProto> readers, GraphWalk walk, string output)
    {
        NodeProto? direct = readers.Find(graph.IsMeeting);
        GraphWalk body = walk.Branch(), shortcut = walk.Branch();
        NodeProto? meeting = ReadOn(body, output, readers.First(reader => reader != direct));
        NodeProto? other = direct ?? ReadOn(shortcut, output, readers[1]);
        if (meeting is null || meeting != other || body.Shape != shortcut.Shape || body.IsTurned != shortcut.IsTurned || body.Rows != shortcut.Rows)
        {
            throw new InvalidDataException($"{graph.File}: the branches from \"{walk.Value}\" do not meet in one addition, which is all that is known here.");
        }

        if (direct is null && shortcut.Layers.Count > body.Layers.Count)
        {
            (body, shortcut) = (shortcut, body);
        }

        Layer? around = shortcut.Layers.Count switch { 0 => null, 1 => shortcut.Layers[0], _ => new Sequential([.. shortcut.Layers]) };
        walk.Add(new Residual(new Sequential([.. body.Layers]), around));
        walk.Rows = body.Rows;
        walk.Value = graph.OutputOf(meeting);
    }

    private void Transformer(NodeProto sampler, NodeProto first, GraphWalk walk)
    {
        Shape picture = graph.Picture(sampler, walk);
        (string theta, SpatialGrid grid) = new GridReader(graph).Read(sampler, picture);
        GraphWalk localization = walk.Branch();
        if (ReadOn(localization, theta, first) is { } meeting)
        {
            throw graph.Refusal(meeting, "it joins branches of which this reader knows only one");
        }

        localization.Layers[^1].Name = localization.Layers[^1] is Dense ? "theta" : "";
        walk.Add(new SpatialTransformer(new Sequential([.. localization.Layers]), grid));
        walk.Value = graph.OutputOf(sampler);
    }
}
