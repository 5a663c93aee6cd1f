# Turns tools/hub/openapi.json into the text that tools/hub/openapi.cpp includes, at configure time; a change of
# the JSON configures again.
function(signage_openapi JSON_FILE OUTPUT)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${JSON_FILE})
  file(READ ${JSON_FILE} json)
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"// Generated from tools/hub/openapi.json by tools/cmake/OpenApi.cmake.
constexpr std::string_view openApiJson = R\"openapi(@json@)openapi\";
")
endfunction()

signage_openapi(${PROJECT_SOURCE_DIR}/tools/hub/openapi.json
                ${PROJECT_BINARY_DIR}/generated/tools/hub/openapi_json.inc)
