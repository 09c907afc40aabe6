#!/usr/bin/env bash
# The second step of action.yml: annotations, the summary of the job, and the outputs. Inputs come as TIDINGS_... from there.
set -euo pipefail

program=${TIDINGS_PROGRAM:-tidings}
directory=${TIDINGS_DIRECTORY:-.}
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/tidings-check.XXXXXX")
comment=$work/comment.md
sarif=$work/tidings.sarif

inside=''
if [ "$directory" != . ]; then inside=${directory%/}/ inside=${inside#./}; fi
# Words at blanks, as in a command line without quotes; no pattern in them is filled in.
read -r -a arguments <<<"${TIDINGS_ARGUMENTS:-} ${TIDINGS_DENY:+--deny $TIDINGS_DENY}"

check() { "$program" -C "$directory" check ${arguments[@]+"${arguments[@]}"} "$@"; }

code=0
check --format json >"$work/report.jsonl" 2>"$work/machine.txt" || code=$?
check --format github 2>&1 || true
# For people.
check --format markdown >"$work/subscribers.md" 2>"$work/problems.txt" || true

if [ "$code" = 0 ]; then
    result=fresh words='The feeds are what the articles make.'
elif [ "$code" = 1 ] && ! grep -q '"kind":"diagnostic","severity":"error"' "$work/report.jsonl" &&
    grep -q '"kind":"document"' "$work/report.jsonl" && grep -q '"kind":"summary".*"fresh":false' "$work/report.jsonl"; then
    # No error, and the documents were compared: they differ.
    result=stale words="The feeds on disk are not what the articles make. Run \`tidings\`, and commit what it writes."
else
    result=failed words='Something is wrong with an article, the configuration or the site.'
fi
{
    # It says all of it, but where no check was made, as of a configuration at fault.
    cat "$work/subscribers.md"
    if [ ! -s "$work/subscribers.md" ]; then
        printf '### Feeds: %s\n\n%s\n\n' "$result" "$words"
        # Tildes, for what a problem quotes of an article may hold a fence of backticks.
        printf '\n~~~~~~text\n'
        head -c 20000 "$work/problems.txt"
        printf '\n~~~~~~\n'
    fi
} >"$comment"

# What the validator finds in the documents that are there; and, where jq is, what is wrong with articles.
documents=()
while IFS= read -r document; do
    if [ -f "$directory/$document" ]; then documents+=("$inside$document"); fi
done < <(sed -n 's/^{"kind":"document","path":"\([^"]*\.\(xml\|json\|opml\)\)".*/\1/p' "$work/report.jsonl")
if [ "${#documents[@]}" -gt 0 ]; then
    "$program" validate --format sarif "${documents[@]}" >"$work/validated.sarif" || [ -s "$work/validated.sarif" ]
else
    cat >"$work/validated.sarif" <<'END'
{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"tidings validate"}},"results":[]}]}
END
fi
if command -v jq >/dev/null; then
    here=$(dirname "$0")
    jq -n --arg directory "$inside" --slurpfile validated "$work/validated.sarif" -f "$here/sarif.jq" "$work/report.jsonl" >"$sarif"
else
    cp "$work/validated.sarif" "$sarif"
fi

cat "$comment" >>"$GITHUB_STEP_SUMMARY"
# A delimiter that no text of an article can guess, lest it sets outputs of its own.
end=end-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
{
    printf 'result=%s\ncomment-file=%s\nsarif=%s\n' "$result" "$comment" "$sarif"
    printf 'comment<<%s\n' "$end"
    cat "$comment"
    printf '\n%s\n' "$end"
} >>"$GITHUB_OUTPUT"

if [ "${TIDINGS_FAIL:-true}" = false ]; then exit 0; fi
exit "$code"
