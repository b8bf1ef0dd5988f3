namespace Lintel.Sql.Dialect;

/// <summary>What makes a table keep a condition on each row that is written.</summary>
/// <param name="Name">Its name in the database, by which it is found again.</param>
/// <param name="Text">The statement that adds it to a table; rows that are there already are not asked.</param>
/// <param name="Clause">The same within CREATE TABLE; null: there is no such way.</param>
public sealed record KeptRule(string Name, string Text, string? Clause);
