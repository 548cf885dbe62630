#include <set>

#include <strata/io/atomic_file.hpp>
#include <strata/io/names_beside.hpp>

#include "../support/checks.hpp"
#include "../support/temporary_folder.hpp"

namespace fs = std::filesystem;
using strata::detail::NamesBeside;
using strata::detail::write_atomically;

TEST_CASE("Names beside a file are its own, each once") {
  const NamesBeside names("folder/a.b");
  const std::string first = names.next();
  CHECK(first.starts_with((fs::path("folder") / "a.b.").string()));
  CHECK(first.ends_with(".tmp"));
  CHECK(names.next() != first);
  CHECK(NamesBeside("a").next().starts_with("a."));
}

TEST_CASE("Names beside a long one are cut between characters") {
  const auto stem = [](const std::string& name) {
    const std::string beside = NamesBeside(name).next();
    return beside.substr(0, beside.find('.'));
  };
  CHECK(stem(std::string(100, 'x')) == std::string(100, 'x'));
  CHECK(stem(std::string(101, 'x')) == std::string(100, 'x'));
  for (const std::size_t begin : {98u, 99u}) {
    std::string name(begin, 'x');
    name.append("\u00e4").append("x");
    CHECK(stem(name).size() == (begin == 98 ? 100 : 99));
  }
  CHECK(stem(std::string(200, '\x80')).empty());
}

TEST_CASE("What a killed process left is removed, and nothing else") {
  const checks::TemporaryFolder folder;
  const std::set<std::string> others{"a.tmp", "b.1-2.tmp", "a.x-2.tmp", "a.1-2.tmp.old",
                                     "a.1-2", "a.1-23456", "a..tmp",    "a.+.tmp"};
  for (const std::string& name : others) write_atomically(folder.file(name), "text");
  for (const char* name : {"a.1-2.tmp", "a.10-0.tmp", "a.99999999-12.tmp"})
    write_atomically(folder.file(name), "text");
  write_atomically(folder.file("a"), "text");
  std::set<std::string> left;
  for (const auto& entry : fs::directory_iterator(folder.file(""))) left.insert(entry.path().filename());
  auto expected = others;
  expected.insert("a");
  CHECK(left == expected);
}
