export default {
	title: "Lantern Lane",
	url: "https://lantern.example/",
	language: "en",
	description: "Light for small boats.",
	author: {
		name: "Mei Tanaka",
		email: "mei@lantern.example",
		url: "https://lantern.example/about-me/"
	}
}
