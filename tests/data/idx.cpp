#include <filesystem>
#include <fstream>

#include <strata/data/idx.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

namespace {

/// Two images of 2 x 3 bytes.
const std::string images =
    std::string("\0\0\x08\x03\0\0\0\2\0\0\0\2\0\0\0\3", 16) + "\1\2\3\4\5\6\7\10\11\12\13\xff";

}  // namespace

TEST_CASE("A sample of an IDX file is a column, in the order of the file") {
  const Eigen::MatrixXd values = parse_idx<double>(images, "images");
  CHECK(values == Eigen::MatrixXd{{1, 7}, {2, 8}, {3, 9}, {4, 10}, {5, 11}, {6, 255}});
}

TEST_CASE("An IDX file of one extent is one row, or labels") {
  const std::string bytes("\0\0\x08\1\0\0\0\3\7\0\11", 11);
  CHECK(parse_idx<int>(bytes, "labels") == Eigen::RowVectorXi{{7, 0, 9}});
  CHECK(parse_idx_labels(bytes, "labels") == Eigen::RowVectorXi{{7, 0, 9}});
}

TEST_CASE("Images are no labels") {
  CHECK_THROWS_WITH(parse_idx_labels(images, "images"), contains("got (2, 2, 3); images are no labels"));
  CHECK_THROWS_WITH(parse_idx_labels(std::string("\0\0\x08\1\0\0\0\0", 8), "empty"),
                    contains("expected at least one label"));
  CHECK_THROWS_WITH(
      parse_idx_labels(std::string("\0\0\x0d\1\0\0\0\1\x40\x20\0\0", 12), "file"),
      contains("element 0: expected a whole number within the range of the wanted type, got 2.5"));
}

TEST_CASE("Doubles in IDX are read as floats only when asked, where they change") {
  const std::string begin("\0\0\x0e\1\0\0\0\1", 8), tenth = begin + "\x3f\xb9\x99\x99\x99\x99\x99\x9a";
  CHECK(parse_idx<float>(begin + std::string("\xbf\xf8\0\0\0\0\0\0", 8), "file")(0) == -1.5f);
  CHECK(parse_idx<double>(tenth, "file")(0) == 0.1);
  CHECK_THROWS_WITH(parse_idx<float>(tenth, "file"), contains("pass {.allow_narrowing = true}"));
  CHECK(parse_idx<float>(tenth, "file", {.allow_narrowing = true})(0) == 0.1f);
  CHECK_THROWS_AS(parse_idx<float>(begin + std::string("\x7e\x37\xe4\x3c\x88\0\x75\x9c", 8), "file",
                                   {.allow_narrowing = true}),
                  std::runtime_error);
}

TEST_CASE("Every element type of IDX is read, highest byte first") {
  const auto one = [](char type, std::string bytes) {
    return parse_idx<double>(std::string("\0\0", 2) + type + std::string("\1\0\0\0\1", 5) + bytes, "one")(0);
  };
  CHECK(one('\x09', "\xfe") == -2);
  CHECK(one('\x0b', "\xff\xfe") == -2);
  CHECK(one('\x0c', std::string("\0\1\0\0", 4)) == 65536);
  CHECK(one('\x0d', std::string("\x3f\xc0\0\0", 4)) == 1.5);
  CHECK(one('\x0e', std::string("\xbf\xf8\0\0\0\0\0\0", 8)) == -1.5);
}

TEST_CASE("IDX is read from plain and from packed files") {
  const checks::TemporaryFolder folder;
  const std::string plain = folder.file("images.idx"), packed = plain + ".gz";
  std::ofstream(plain, std::ios::binary) << images;
  const gzFile file = gzopen(packed.c_str(), "wb");
  gzwrite(file, images.data(), static_cast<unsigned>(images.size()));
  gzclose(file);
  const std::string page = folder.file("page.idx");
  std::ofstream(page) << "<!doctype html>";
  CHECK_THROWS_WITH(read_idx<float>(page), contains("got what seems to be a page of HTML"));
  CHECK(read_idx<float>(plain) == read_idx<float>(packed));
  CHECK(read_idx<float>(plain)(5, 1) == 255);

  std::filesystem::resize_file(packed, std::filesystem::file_size(packed) - 12);
  CHECK_THROWS_AS(read_idx<float>(packed), std::runtime_error);
  std::filesystem::remove(plain);
  for (const auto& reads : {+[](const std::string& path) { (void)read_idx<float>(path); },
                            +[](const std::string& path) { (void)read_idx_labels(path); }}) {
    CHECK_THROWS_WITH(reads(plain), "strata: " + plain + ": cannot be opened: No such file or directory");
    CHECK_THROWS_WITH(reads("/"), "strata: /: cannot be read: Is a directory");
  }
}

TEST_CASE("Of an IDX file no more is read than its longest header, or one byte more than it announces") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("bytes.idx");
  const auto read = [&](const std::string& header, std::size_t count) {
    const std::string bytes = header + std::string(count, '\7');
    std::ofstream(path, std::ios::binary) << bytes;
    const std::string found = detail::read_idx_bytes(path);
    CHECK(found == bytes.substr(0, found.size()));
    return found.size();
  };
  const std::string three("\0\0\x08\1\0\0\0\3", 8), large("\0\0\x08\1\0\1\0\0", 8);
  CHECK(read(three, 3) == 11);
  CHECK(read(three, 2000) == 1024);
  CHECK(read(large, 65536) == 65544);
  CHECK(read(large, 100000) == 65545);
  std::string many("\0\0\x08\xff", 4);
  for (int i = 0; i < 255; ++i) many += std::string("\0\0\0\1", 4);
  CHECK(read(many, 1) == 1025);
  CHECK(read(many, 2000) == 1026);
}

TEST_CASE("An IDX file cut at any byte, or longer than it says, is refused") {
  for (std::size_t size = 0; size < images.size(); ++size) {
    INFO(size);
    CHECK_THROWS_AS(parse_idx<double>(images.substr(0, size), "cut"), std::runtime_error);
  }
  CHECK_THROWS_WITH(parse_idx<double>(images.substr(0, 15), "cut"),
                    "strata: cut: byte 15: expected 3 extents, got the end");
  CHECK_THROWS_WITH(parse_idx<double>(images.substr(0, 27), "cut"),
                    "strata: cut: byte 27: expected 28 bytes, as its header announces, got the end");
  CHECK_THROWS_WITH(parse_idx<double>(images + "77", "long"),
                    "strata: long: byte 28: expected 28 bytes, as its header announces, got more");
}

TEST_CASE("An IDX file that announces 4 GiB in few bytes is refused before memory is taken") {
  const std::string lie("\0\0\x08\3\0\1\0\0\0\0\x10\0\0\0\x10\0", 16);
  CHECK_THROWS_WITH(parse_idx<float>(lie, "lie"), contains("expected 1099511627792 bytes"));
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("lie.idx");
  std::ofstream(path, std::ios::binary) << lie;
  CHECK_THROWS_AS(read_idx<float>(path), std::runtime_error);
  CHECK_THROWS_WITH(parse_idx<float>(std::string("\0\0\x0e\4") + std::string(16, '\xff'), "overflow"),
                    contains("an IDX file, which begins with two zero bytes"));
  CHECK_THROWS_WITH(parse_idx<float>(std::string("\0\0\x0e\4", 4) + std::string(16, '\xff'), "overflow"),
                    contains("extents that memory can hold"));
}

TEST_CASE("What is no IDX file, or cannot be held, is refused with the place") {
  CHECK_THROWS_WITH(
      parse_idx<float>("PNG\n....", "picture"),
      "strata: picture: byte 0: expected an IDX file, which begins with two zero bytes, got \"PNG\\x0a\"");
  for (const auto& other : checks::other_files()) {
    CHECK_THROWS_WITH(parse_idx<float>(other.bytes, "file"), contains(other.got().c_str()));
    CHECK_THROWS_WITH(parse_idx_labels(other.bytes, "file"), contains(other.got().c_str()));
  }
  CHECK_THROWS_WITH(parse_idx<float>(std::string("\0\0\x0a\1\0\0\0\1\0", 9), "type"),
                    contains("expected an element type of IDX"));
  CHECK_THROWS_WITH(parse_idx<float>(std::string("\0\0\x08\0", 4), "rank"), contains("at least 1 extent"));
  CHECK_THROWS_WITH(parse_idx<std::int8_t>(images, "images"),
                    contains("element 11: expected a whole number within the range"));
  CHECK(parse_idx<float>(std::string("\0\0\x08\1\0\0\0\0", 8), "empty") == Eigen::MatrixXf(0, 0));
}
