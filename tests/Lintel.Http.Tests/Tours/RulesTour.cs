namespace Lintel.Http.Tests.Tours;

/// <summary>Rules of each kind, kept and broken: over one row, over what it owns, over what it refers to, over the time.</summary>
internal static class RulesTour
{
    public const string Contract = """
          project:
            key: string
            fields:
              budget: int
            rules:
              - { name: funded, check: budget > 0 }
          task:
            fields:
              title: string(1..50)
              owner: string = me
              project: project
              start: date = 2026-04-01
              due: date?
              effort: int? = 8
              reminder: timestamp?
            rules:
              - { name: dueAfterStart, check: due == null or due >= start, message: The due date lies after the start. }
              - effort >= 0 or title == 'debt'
              - { name: hoursFit, check: effort == null or effort < 0 or sum(steps.hours) <= effort }
              - { name: ahead, check: reminder == null or reminder > now() }
              - { name: budget, check: effort == null or effort <= project.budget }
          taskStep:
            partOf: task
            maxItems: 9
            fields:
              name: string(..50)
              hours: int = 0
              by: string = me
            rules:
              - { name: named, check: size(name) > 0 }
              - { name: ofADay, check: hours <= 8 }
              - { name: shares, check: sum(parts.share) <= 100 }
              - { name: byTheOwner, check: by == task.owner }
          taskStepPart:
            partOf: taskStep
            maxItems: 9
            fields:
              share: int
            rules:
              - share <= 100
        """;

    public static Tour Tour { get; } = Tour.Of("""
        201 POST projects | {"id":"p","budget":100}
        422 POST projects | {"id":"q","budget":0}
        422 PATCH projects/p | {"budget":-1}
        201 POST tasks | {"title":"t","projectId":"p","effort":5,"start":"2026-05-01","steps":[{"name":"a","hours":3,"parts":[{"share":50},{"share":50}]},{"name":"b","hours":2}]} | as task
        422 POST tasks | {"title":"x","start":"2026-05-02","due":"2026-05-01","projectId":"p"}
        422 POST tasks | {"title":"x","effort":-1,"due":"2026-03-01","projectId":"p"}
        422 POST tasks | {"title":"x","projectId":"p","effort":3,"steps":[{"name":"a","hours":2},{"name":"b","hours":2}]}
        422 POST tasks | {"title":"x","projectId":"p","steps":[{"name":"a"},{"name":""},{"name":"c","hours":9}]}
        422 POST tasks | {"title":"x","projectId":"p","steps":[{"name":"a","parts":[{"share":40},{"share":61}]},{"name":"b","parts":[{"share":101}]}]}
        422 POST tasks | {"title":"x","projectId":"p","steps":[{"name":"a"},{"name":"b","by":"someone"}]}
        422 POST tasks | {"title":"x","projectId":"p","reminder":"2026-03-04T05:06:07Z"}
        422 POST tasks | {"title":"x","projectId":"p","effort":101}
        422 POST tasks | {"title":"x","projectId":"none","effort":1}
        422 POST tasks | {"title":"","projectId":"p","effort":-1}
        201 POST tasks?include=project | {"title":"late","projectId":"p","reminder":"2026-03-04T05:07:00Z"} | as late
        200 GET tasks?count=exact&include=steps.parts&sort=title
        200 PATCH tasks/{task} | {"title":"renamed"}
        200 PATCH tasks/{task}?include=steps | {"effort":6}
        422 PATCH tasks/{task} | {"effort":4}
        422 PATCH tasks/{task} | {"effort":101}
        422 PATCH tasks/{task} | {"effort":4,"reminder":"2020-01-01T00:00:00Z"}
        422 PATCH tasks/{task} | {"due":"2026-03-01"}
        422 PATCH tasks/{task} | {"start":"2026-05-02","due":"2026-05-01"}
        422 PATCH tasks/{task} | {"due":"2026-03-01","effort":-1}
        422 PATCH tasks/{task} | {"effort":-1,"due":"2026-03-01","title":"x"}
        422 PATCH tasks/{task} | {"owner":"someone"}
        422 PATCH tasks/{task} | {"effort":-1}
        200 PATCH tasks/{task} | If-Match: {etag} | {"effort":5}
        412 PATCH tasks/{task} | If-Match: "1" | {"effort":4}
        422 PATCH tasks/{task} | {"effort":null}
        200 PATCH tasks/{task} | {"effort":null,"title":"debt"}
        200 PATCH tasks/{task} | {}
        404 PATCH tasks/00000000-0000-7000-8000-000000000000 | {"effort":4}
        200 PATCH projects/p | {"budget":1}
        422 PATCH tasks/{late} | {"title":"over budget"}
        200 GET tasks/{task}?include=steps.parts,project
        200 GET tasks?count=exact&include=steps.parts&sort=title
        204 DELETE tasks/{task}
        """);
}
