# Turns tools/hub/openapi.json into the text that tools/hub/openapi.cpp includes, at configure time; a change of
# the JSON configures again.
function(signage_openapi JSON_FILE OUTPUT)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${JSON_FILE})
  file(READ ${JSON_FILE} json)
  # A compiler need not take literals of more than 65,536 characters.
  string(LENGTH "${json}" length)
  set(parts "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${json}" ${at} 60000 part)
    string(APPEND parts "R\"openapi(${part})openapi\",\n")
    math(EXPR at "${at} + 60000")
  endwhile()
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"// Generated from tools/hub/openapi.json by tools/cmake/OpenApi.cmake.
constexpr std::string_view openApiParts[] = {
@parts@};
")
endfunction()

signage_openapi(${PROJECT_SOURCE_DIR}/tools/hub/openapi.json
                ${PROJECT_BINARY_DIR}/generated/tools/hub/openapi_json.inc)
