use strict;
use JSON::PP;
use XML::Feed;
use XML::Atom;

$XML::Atom::ForceUnicode = 1;
$XML::Feed::MULTIPLE_ENCLOSURES = 1;
my $feed = XML::Feed->parse($ARGV[0]) or die 'error: ' . XML::Feed->errstr;
my @entries = map {
    my $author = $_->author;
    {
        id         => $_->id,
        title      => $_->title,
        link       => $_->link,
        published  => $_->issued && $_->issued->epoch,
        updated    => $_->modified && $_->modified->epoch,
        authors    => ref $author ? $author : [$author],
        summary    => $_->summary->body,
        content    => $_->content->body,
        categories => [$_->category],
        enclosures => [map { $_->url } $_->enclosure],
    }
} $feed->entries;
print JSON::PP->new->utf8->encode(\@entries);
