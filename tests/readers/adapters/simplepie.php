<?php
error_reporting(E_ERROR);
// The version that WordPress has, where it could be had; else that of Debian.
$own = $argc > 2 ? $argv[1] : '';
require $own !== '' ? $own : 'simplepie/autoloader.php';

$feed = $own !== '' ? new SimplePie\SimplePie() : new SimplePie();
$feed->set_raw_data(file_get_contents(end($argv)));
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
    // No dates of Debian's release: it cannot read any under PHP 8.
    $dates = $own === '' ? [] : ['published' => $item->get_date('c'), 'updated' => $item->get_updated_date('c')];
    $entries[] = $dates + [
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
