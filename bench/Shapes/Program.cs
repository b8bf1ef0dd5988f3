// Asks endless different questions and measures what they leave behind: bench/shapes runs it.
using System.Globalization;
using Lintel.Bench.Shapes;
using Lintel.Cli;

if (args is not [var store, var contract, var folder, var number, ..] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("usage: Shapes sqlite|postgres://… CONTRACT FOLDER COUNT");
    return 2;
}
NativeHeap.KeepSmall();
await using var asked = await Questions.OpenAsync(store, contract, folder);
// What any use of a service leaves: the caches of a few shapes, the runtime's own code.
var warm = Math.Min(count / 10, 20_000);
await asked.AskAsync(0, warm);
var before = await asked.MeasureAsync();
Console.WriteLine(Footprint.Header);
Console.WriteLine(before.Line(warm));
var last = before;
for (var (done, step) = (warm, Math.Max(1, (count - warm) / 10)); done < count; done += step)
{
    var next = Math.Min(count, done + step);
    await asked.AskAsync(done, next);
    last = await asked.MeasureAsync();
    Console.WriteLine(last.Line(next));
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory of the process: {100.0 * last.Resident / before.Resident:0.0} % of before; managed heap: {100.0 * last.Heap / before.Heap:0.0} %"));
return last.Resident <= before.Resident * 6 / 5 ? 0 : 1;
