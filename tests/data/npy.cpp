#include <filesystem>

#include <strata/data/npy.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// An .npy file of version 1 with this dictionary and data.
std::string npy(const std::string& dictionary, const std::string& data) {
  return std::string("\x93NUMPY\1\0", 8) + static_cast<char>(dictionary.size()) + '\0' + dictionary + data;
}

const std::string bytes = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", "\1\2\3\4\5\6");

}  // namespace

TEST_CASE("An array (samples, features) is features x samples without transposition") {
  CHECK(parse_npy<double>(bytes, "array") == Eigen::MatrixXd{{1, 4}, {2, 5}, {3, 6}});
  CHECK(parse_npy<int>(npy("{'shape': (3,), 'fortran_order': False, 'descr': '|u1'}", "\1\2\3"), "labels") ==
        Eigen::RowVector3i{1, 2, 3});
  CHECK(parse_npy<double>(npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", "\1\4\2\5\3\6"),
                          "fortran") == Eigen::MatrixXd{{1, 4}, {2, 5}, {3, 6}});
  CHECK(parse_npy<double>(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 2), }", "\1\2\3\4"),
                          "image") == Eigen::Vector4d{1, 2, 3, 4});
}

TEST_CASE("Numbers of every width and order of bytes are read") {
  const auto one = [](const std::string& type, const std::string& data) {
    return parse_npy<double>(npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (1,), }", data),
                             "one")(0);
  };
  CHECK(one("<i2", "\xfe\xff") == -2);
  CHECK(one(">i2", "\xff\xfe") == -2);
  CHECK(one("<u4", std::string("\0\0\1\0", 4)) == 65536);
  CHECK(one("<f4", std::string("\0\0\xc0\x3f", 4)) == 1.5);
  CHECK(one(">f8", std::string("\xbf\xf8\0\0\0\0\0\0", 8)) == -1.5);
  CHECK(one("|b1", "\1") == 1);
  CHECK_THROWS_WITH(one("<c8", "12345678"),
                    contains("expected a type of f4, f8, i1 to i8, u1 to u8 or b1, got \"c8\""));
  CHECK_THROWS_AS(one("<U3", "123456789012"), std::runtime_error);
}

TEST_CASE("What is written is read again, to the bit") {
  const std::string path = (std::filesystem::temp_directory_path() / "strata_test.npy").string();
  const Eigen::MatrixXd matrix = checks::random(3, 5);
  write_npy(path, matrix);
  CHECK(read_npy<double>(path) == matrix);
  CHECK(std::filesystem::file_size(path) % 8 == 0);
  write_npy(path, matrix.transpose().cast<float>());
  CHECK(read_npy<float>(path) == matrix.transpose().cast<float>());
  std::filesystem::remove(path);
  CHECK_THROWS_AS(read_npy<float>(path), std::runtime_error);
  CHECK_THROWS_AS(read_npy<float>(std::filesystem::temp_directory_path().string()), std::runtime_error);
  CHECK_THROWS_WITH(write_npy("/nowhere/x.npy", matrix), contains("cannot write /nowhere/x.npy"));
}

TEST_CASE("An .npy file cut at any byte, or longer than it says, is refused") {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO(size);
    CHECK_THROWS_AS(parse_npy<double>(bytes.substr(0, size), "cut"), std::runtime_error);
  }
  CHECK_THROWS_WITH(parse_npy<double>(bytes + "7", "long"),
                    contains("expected 6 elements of 1 bytes, got 7 bytes"));
}

TEST_CASE("Lies and nonsense in the header are refused") {
  const auto refused = [](const std::string& dictionary) {
    CHECK_THROWS_AS(parse_npy<double>(npy(dictionary, "123456"), "lie"), std::runtime_error);
  };
  refused("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 99999999999), }");
  refused("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999999, ), }");
  refused("{'descr': '|u1', 'fortran_order': False, 'shape': (-6,), }");
  refused("{'descr': '|u1', 'fortran_order': False, 'shape': (), }");
  refused("{'descr': '|u1', 'fortran_order': Maybe, 'shape': (6,), }");
  refused("{'descr': '|u1', 'shape': (6,), 'other': 3}");
  refused("{'fortran_order': False, 'shape': (6,)}");
  refused("{'descr': '|u1, 'shape': (6,), }");
  refused("{{{{{{{{");
  refused("");
  refused("{'descr': '', 'fortran_order': False, 'shape': (6,), }");
}
