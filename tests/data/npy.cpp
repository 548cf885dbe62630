#include <filesystem>

#include <strata/data/npy.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"
#include "../support/temporary_folder.hpp"

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
  CHECK(parse_npy<int>(npy("{'shape': (3,), 'fortran_order': False, 'descr': '|u1'}", "\1\2\3"), "row") ==
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
  CHECK(one("<f2", std::string("\0\xc1", 2)) == -2.5);
  CHECK(one(">f2", std::string("\xc1\0", 2)) == -2.5);
  CHECK(std::isinf(one("<f2", std::string("\0\x7c", 2))));
  CHECK_THROWS_WITH(
      one("<c8", "12345678"),
      contains("expected a type of f2 to f8, i1 to i8, u1 to u8 or b1, got \"c8\"; in Python, save "
               "array.astype(float)"));
  CHECK_THROWS_AS(one("<U3", "123456789012"), std::runtime_error);
}

TEST_CASE("What is written is read again, to the bit") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("matrix.npy");
  const Eigen::MatrixXd matrix = checks::random(3, 5);
  write_npy(path, matrix);
  CHECK(read_npy<double>(path) == matrix);
  CHECK(std::filesystem::file_size(path) % 8 == 0);
  write_npy(path, matrix.transpose().cast<float>());
  CHECK(read_npy<float>(path) == matrix.transpose().cast<float>());
  std::filesystem::remove(path);
  CHECK_THROWS_WITH(read_npy<float>(path),
                    "strata: " + path + ": cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_npy<float>("/"), "strata: /: cannot be read: Is a directory");
  CHECK_THROWS_WITH(write_npy("/nowhere/x.npy", matrix),
                    "strata: /nowhere/x.npy: cannot be written: No such file or directory");
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

TEST_CASE("Arrays in Fortran order are those in C order, whatever their extents") {
  // NumPy: numpy.arange(24).reshape(2, 3, 4) and the same in Fortran order.
  const auto number = [](Index sample, Index feature) { return static_cast<double>(12 * sample + feature); };
  const Eigen::MatrixXd expected = Eigen::MatrixXd::NullaryExpr(
      12, 2, [&](Index feature, Index sample) { return number(sample, feature); });
  std::string c_order, fortran_order;
  for (int i = 0; i < 24; ++i) c_order += static_cast<char>(i);
  for (int k = 0; k < 4; ++k)
    for (int j = 0; j < 3; ++j)
      for (int i = 0; i < 2; ++i) fortran_order += static_cast<char>(12 * i + 4 * j + k);
  const auto parsed = [](const char* order, const std::string& shape, const std::string& data) {
    return parse_npy<double>(
        npy("{'descr': '|u1', 'fortran_order': " + std::string(order) + ", 'shape': " + shape + ", }", data),
        "array");
  };
  CHECK(parsed("False", "(2, 3, 4)", c_order) == expected);
  CHECK(parsed("True", "(2, 3, 4)", fortran_order) == expected);
  CHECK(parsed("True", "(2, 3, 4, 1)", fortran_order) == expected);
  CHECK(parsed("True", "(2, 1, 3, 4)", fortran_order) == expected);
  CHECK(parsed("True", "(3,)", "\1\2\3") == Eigen::RowVector3d{1, 2, 3});
  CHECK(parsed("True", "(1, 2, 2)", "\1\3\2\4") == Eigen::Vector4d{1, 2, 3, 4});
  CHECK(parsed("True", "(0, 3, 4)", "").size() == 0);
  CHECK_THROWS_AS(parsed("True", "(2, 0, 4)", ""), std::runtime_error);
}

TEST_CASE("Extents as Python 2 wrote them are read") {
  const auto parsed = [](const std::string& shape) {
    return parse_npy<double>(
        npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + "}", "\1\2\3\4\5\6"), "array");
  };
  CHECK(parsed("(2L, 3L)") == parse_npy<double>(bytes, "array"));
  CHECK(parsed("(6L,)").cols() == 6);
  CHECK_THROWS_AS(parsed("(2LL, 3L)"), std::runtime_error);
  CHECK_THROWS_AS(parsed("(L, 6)"), std::runtime_error);
}

TEST_CASE("Labels are read from the shapes that hold one for each sample, and from no others") {
  const auto labels = [](const std::string& shape, const std::string& type = "|u1",
                         const std::string& data = std::string("\2\0\1", 3)) {
    return parse_npy_labels(
        npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}", data), "file");
  };
  for (const char* shape : {"(3,)", "(3, 1)", "(1, 3)"}) {
    INFO(shape);
    CHECK(labels(shape) == Eigen::RowVector3i{2, 0, 1});
  }
  CHECK(labels("(1,)", "<f4", std::string("\0\0\x40\x40", 4)) == Eigen::Matrix<int, 1, 1>(3));
  CHECK_THROWS_WITH(
      labels("(1,)", "<f4", std::string("\0\0\x20\x40", 4)),
      contains("element 0: expected a whole number within the range of the wanted type, got 2.5"));
  CHECK_THROWS_WITH(labels("(2, 3)", "|u1", std::string("\0\1\0\1\0\0", 6)),
                    contains("got (2, 3); a one-hot table becomes labels by numpy.argmax(table, axis=1)"));
  CHECK_THROWS_WITH(labels("(3, 1, 1)"), contains("images are no labels"));
  CHECK_THROWS_WITH(labels("(0,)", "|u1", ""), contains("expected at least one label"));
}

TEST_CASE("Numbers that change are read as floats only when asked") {
  const auto file = [](const std::string& type, auto number) {
    std::string data(sizeof number, '\0');
    std::memcpy(data.data(), &number, sizeof number);
    return npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (1,)}", data);
  };
  CHECK(parse_npy<float>(file("<f8", 0.5), "file")(0) == 0.5f);
  CHECK_THROWS_WITH(parse_npy<float>(file("<f8", 0.1), "file"), contains("pass {.allow_narrowing = true}"));
  CHECK(parse_npy<float>(file("<f8", 0.1), "file", {.allow_narrowing = true})(0) == 0.1f);
  CHECK_THROWS_WITH(parse_npy<float>(file("<f8", 1e300), "file", {.allow_narrowing = true}),
                    contains("element 0: expected a number that the wanted type can hold, got 1e+300"));
  const std::string large = file("<i8", (std::int64_t{1} << 53) + 1);
  CHECK_THROWS_WITH(parse_npy<double>(large, "file"), contains("got 9007199254740993; read a wider type"));
  CHECK(parse_npy<double>(large, "file", {.allow_narrowing = true})(0) == 0x1p53);
}

TEST_CASE("A file of another kind is named as what it seems to be") {
  for (const auto& other : checks::other_files()) {
    CHECK_THROWS_WITH(parse_npy<double>(other.bytes, "file"), contains(other.got().c_str()));
    CHECK_THROWS_WITH(parse_npy_labels(other.bytes, "file"), contains(other.got().c_str()));
  }
  CHECK_THROWS_WITH(parse_npy<double>("1,2,3", "file"), contains("got \"1,2,3\""));
}
