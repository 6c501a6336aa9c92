# lean.jq: what lean.awk checks, of a record as an object: date, type, names and
# keys.  Prints what is wrong.
#
#	jq -c -f lean.jq file...
def name: test("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$");
select(
  (.type | IN("deal", "who", "met", "sent", "got", "promise", "owed", "concern", "term", "note", "done", "paid",
      "agreed", "amended", "drop", "feedback", "lesson", "close"))
  and (.date == null or (.date | test("^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$")))
  and (.time == null or (.time | test("^[0-2][0-9]:[0-5][0-9]$")))
  and (.deal == null or (.deal | name))
  and (.id == null or (.id | name))
  and (.who == null or all(.who[]; name))
  and (keys_unsorted - ["type", "date", "time", "deal", "id", "who", "amt", "answer", "by", "kind", "level", "mail",
    "mood", "org", "prefers", "re", "relationship", "role", "side", "via", "to", "as", "tag",
    "worked", "score", "about", "text"] == [])
  | not
)
