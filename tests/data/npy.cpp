#include <filesystem>

#include <strata/data/npy.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

namespace {

/// An .npy file with this dictionary and data.
std::string npy(const std::string& dictionary, const std::string& data, char version = 1) {
  std::string length(version == 1 ? 2 : 4, '\0');
  length[0] = static_cast<char>(dictionary.size() % 256);
  length[1] = static_cast<char>(dictionary.size() / 256);
  return std::string("\x93NUMPY") + version + '\0' + length + dictionary + data;
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

TEST_CASE("The header is read in every version of the format, and at any length") {
  const std::string dictionary = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }";
  for (const char version : {'\1', '\2', '\3'})
    for (const std::size_t blanks : std::vector<std::size_t>{0, 1, 300}) {
      const std::string padded = dictionary + std::string(blanks, ' ');
      CHECK(parse_npy<int>(npy(padded, "\1\2\3\4\5\6", version), "array") ==
            Eigen::MatrixXi{{1, 4}, {2, 5}, {3, 6}});
    }
  for (const char version : {'\0', '\4'})
    CHECK_THROWS_WITH(
        parse_npy<int>(npy(dictionary, "\1\2\3\4\5\6", version), "array"),
        "strata: array: byte 6: expected version 1, 2 or 3, got " + std::to_string(int{version}));
}

TEST_CASE("Numbers of every width and order of bytes are read") {
  const auto one = [](const std::string& type, const std::string& data) {
    return parse_npy<double>(npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (1,), }", data),
                             "one")(0);
  };
  CHECK(one("<i2", "\xfe\xff") == -2);
  CHECK(one(">i2", "\xff\xfe") == -2);
  CHECK(one("|i1", "\xfe") == -2);
  CHECK(one("<i4", "\xfe\xff\xff\xff") == -2);
  CHECK(one("<i8", "\xfe\xff\xff\xff\xff\xff\xff\xff") == -2);
  CHECK(one("|u1", "\xfe") == 254);
  CHECK(one("<u2", "\xfe\xff") == 65534);
  CHECK(one("<u4", std::string("\0\0\1\0", 4)) == 65536);
  CHECK(one("<u8", std::string("\0\0\0\0\1\0\0\0", 8)) == 0x1p32);
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
  CHECK(detail::read_file(path).substr(0, 128) ==
        std::string("\x93NUMPY\1\0v\0", 10) + "{'descr': '<f8', 'fortran_order': False, 'shape': (5, 3), }" +
            std::string(58, ' ') + '\n');
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
                    "strata: long: data: expected 6 elements of 1 bytes, got 7 bytes");
}

TEST_CASE("What is missing from a file that is cut is said with its place") {
  const auto got = [](const std::string& text) {
    return [text](const std::string& expected) {
      CHECK_THROWS_WITH(parse_npy<double>(text, "cut"), "strata: cut: " + expected);
    };
  };
  const std::string begin = npy("", ""), second = npy("", "", 2);
  got(begin.substr(0, 9))("byte 0: expected an .npy file, which begins with \\x93NUMPY, got \"\\x93NUMPY\"");
  got(begin)("header: expected {, got \"\"");
  got(second.substr(0, 11))("byte 8: expected the length of the header, got the end");
  got(second)("header: expected {, got \"\"");
  for (const char version : {'\1', '\2'}) {
    const std::string file = npy("{'descr': '|u1', 'fortran_order': True, 'shape': (1,)}", "", version);
    got(file)("data: expected 1 elements of 1 bytes, got 0 bytes");
    got(file.substr(0, file.size() - 1))("byte 8: expected a header of 54 bytes, got the end");
  }
}

TEST_CASE("Lies and nonsense in the header are refused") {
  const auto refused = [](const std::string& dictionary, const std::string& message) {
    CHECK_THROWS_WITH(parse_npy<double>(npy(dictionary, "123456"), "lie"),
                      "strata: lie: header: expected " + message);
  };
  const std::string keys = "the keys descr, fortran_order and shape, got ";
  refused("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 99999999999), }",
          "extents that memory can hold, got 99999999999 among them");
  refused("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999999, ), }",
          "a whole number, got \"9999999999\"");
  refused("{'descr': '|u1', 'fortran_order': False, 'shape': (-6,), }", "a whole number, got \"-6,), }\"");
  refused("{'descr': '|u1', 'fortran_order': False, 'shape': (), }",
          "an array of at least one extent, got a single number");
  refused("{'descr': '|u1', 'fortran_order': Maybe, 'shape': (6,), }", "True or False, got \"Maybe, 'sh\"");
  refused("{'descr': '|u1', 'fortran_order': True, 'shape': (6,), 'other': 3}", keys + "\"other\"");
  refused("{'fortran_order': False, 'shape': (6,)}", keys + "not all of them");
  refused("{'descr': '|u1', 'shape': (6,)}", keys + "not all of them");
  refused("{'descr': '|u1', 'fortran_order': False}", keys + "not all of them");
  refused("{'descr': '', 'fortran_order': False, 'shape': (6,), }", keys + "not all of them");
  refused("{'descr': '|u1, 'shape': (6,), }", ",, got \"shape': (6\"");
  refused("{'descr", "a closing quote, got the end");
  refused("{{{{{{{{", "', got \"{{{{{{{\"");
  refused("not a dictionary", "{, got \"not a dict\"");
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
  CHECK(parsed("True", "(0, 3, 4)", "") == Eigen::MatrixXd(0, 0));
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
