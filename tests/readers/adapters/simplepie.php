<?php
error_reporting(E_ERROR);
require 'simplepie/autoloader.php';

$feed = new SimplePie();
$feed->set_raw_data(file_get_contents($argv[1]));
$feed->enable_cache(false);
$feed->enable_order_by_date(false);
$feed->init();
if ($feed->error()) {
    fwrite(STDERR, 'error: ' . $feed->error());
    exit(1);
}

// SimplePie hands values over as HTML, for templates to print as they are.
$plain = fn($text) => $text === null ? null : html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
$each = fn($list, $get) => array_values(array_map(fn($one) => $plain($get($one)), $list ?: []));
$entries = [];
foreach ($feed->get_items() as $item) {
    // No dates: Debian's release cannot read any under PHP 8.
    $entries[] = [
        'id' => $plain($item->get_id()),
        'title' => $plain($item->get_title()),
        'link' => $plain($item->get_permalink()),
        'authors' => $each($item->get_authors(), fn($author) => $author->get_name() ?: $author->get_email()),
        'summary' => $item->get_description(true),
        'content' => $item->get_content(true),
        'categories' => $each($item->get_categories(), fn($category) => $category->get_term()),
    ];
}
echo json_encode($entries);
