// One digit in a picture: dotnet run --project samples/RecognizeDigit -- seven.jpg
using DigitLab;

if (args.Length == 0)
{
    Console.Error.WriteLine("Name a picture of a digit.");
    return 2;
}

using var recognizer = DigitRecognizer.Load();
Prediction prediction = recognizer.Recognize(args[0]);
Console.WriteLine(prediction.IsDigit ? $"{prediction.Digit}, {prediction.Confidence:P1} sure" : "This does not look like a digit.");
return 0;
