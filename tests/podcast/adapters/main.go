// What gofeed sees of a podcast's feed.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"

	"github.com/mmcdole/gofeed"
)

func main() {
	file, err := os.Open(os.Args[1])
	fail(err)
	feed, err := gofeed.NewParser().Parse(file)
	fail(err)
	number := func(text string) int { found, _ := strconv.Atoi(text); return found }
	items := []map[string]interface{}{}
	for _, item := range feed.Items {
		of := item.ITunesExt
		podcast := item.Extensions["podcast"]
		items = append(items, map[string]interface{}{
			"title": item.Title, "link": item.Link, "date": item.PublishedParsed,
			"url": item.Enclosures[0].URL, "length": number(item.Enclosures[0].Length), "type": item.Enclosures[0].Type,
			"seconds": number(of.Duration), "episode": number(of.Episode), "season": number(of.Season),
			"transcript": podcast["transcript"][0].Attrs["url"], "chapters": podcast["chapters"][0].Attrs["url"],
		})
	}
	categories := []string{}
	for _, category := range feed.ITunesExt.Categories {
		categories = append(categories, category.Text)
		if category.Subcategory != nil {
			categories = append(categories, category.Subcategory.Text)
		}
	}
	sort.Strings(categories)
	show := map[string]interface{}{
		"title": feed.Title, "author": feed.ITunesExt.Author, "image": feed.ITunesExt.Image, "kind": feed.ITunesExt.Type,
		"explicit": feed.ITunesExt.Explicit == "true", "owner": feed.ITunesExt.Owner.Email, "categories": categories,
	}
	fail(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{"show": show, "items": items}))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
