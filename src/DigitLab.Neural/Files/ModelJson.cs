using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>How the texts in a model file's metadata are read and written; compiled ahead, so that a program's first network is there sooner.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(LayerDescription))]
[JsonSerializable(typeof(PreprocessingDescription))]
internal sealed partial class ModelJson : JsonSerializerContext;
