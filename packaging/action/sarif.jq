# What `tidings check --format json` says of articles, as a run of SARIF 2.1.0 beside those of `tidings validate`.
# $directory: the folder of the site within the repository, with a slash at its end, or nothing. $validated: the validator's log.
[inputs | select(.kind == "diagnostic")] as $found
| ($validated[0] // {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: []})
| .runs |= [
    {
      tool: {driver: {name: "tidings check", rules: [$found | unique_by(.code)[] | {id: .code}]}},
      columnKind: "unicodeCodePoints",
      results: [
        $found[] | {
          ruleId: .code,
          level: ({error: "error", warning: "warning"}[.severity] // "note"),
          message: {text: (.message + (if .help then "; " + .help else "" end))},
          locations: (if .file then [{
            physicalLocation: (
              {artifactLocation: {uri: ($directory + .file | gsub("%"; "%25") | gsub(" "; "%20"))}}
              + if .line then {region: ({startLine: .line} + if .column then {startColumn: .column} else {} end)} else {} end
            )
          }] else [] end)
        }
      ]
    }
  ] + .
