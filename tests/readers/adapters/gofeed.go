package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/mmcdole/gofeed"
)

func main() {
	file, err := os.Open(os.Args[1])
	fail(err)
	feed, err := gofeed.NewParser().Parse(file)
	fail(err)
	entries := []map[string]interface{}{}
	for _, item := range feed.Items {
		authors, enclosures := []string{}, []string{}
		for _, author := range item.Authors {
			authors = append(authors, author.Name)
		}
		for _, enclosure := range item.Enclosures {
			enclosures = append(enclosures, enclosure.URL)
		}
		entries = append(entries, map[string]interface{}{
			"id":         item.GUID,
			"title":      item.Title,
			"link":       item.Link,
			"published":  item.PublishedParsed,
			"updated":    item.UpdatedParsed,
			"authors":    authors,
			"summary":    item.Description,
			"content":    item.Content,
			"categories": item.Categories,
			"enclosures": enclosures,
		})
	}
	fail(json.NewEncoder(os.Stdout).Encode(entries))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
